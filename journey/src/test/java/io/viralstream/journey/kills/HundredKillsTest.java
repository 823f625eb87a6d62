package io.viralstream.journey.kills;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// A hundred kills over everything that runs, while fifty thousand events are acknowledged.
@Tag("long")
class HundredKillsTest {
  private static final int KILLS = 100;
  private static final int EVENTS = 50_000;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void aHundredKillsLoseAndDoubleNothing() throws Exception {
    try (var run = KillRun.start(folder, 2, new Load.Pace(60, 5, 400))) {
      for (int turn = 0; run.counts().kills() < KILLS || run.sent().events() < EVENTS; turn++) {
        KillMoment[] moments = KillMoment.values();
        if (turn % 3 == 0) run.at(moments[turn / 3 % moments.length]);
        else run.kill(ProcessKiller.victims().get(turn % ProcessKiller.victims().size()));
        if (turn % 4 == 0) run.evaluate();
        run.pause(500, 4_000);
        if (turn % 10 == 0) System.out.println(run.counts() + "\n  " + run.sent());
      }
      System.out.println(run.counts() + "\n  " + run.sent());
      run.prove();
      System.out.println(
          "0 lost, 0 doubled, 0 out of order\n" + run.counts() + "\n  " + run.sent());
      assertTrue(run.counts().kills() >= KILLS);
    }
  }
}
