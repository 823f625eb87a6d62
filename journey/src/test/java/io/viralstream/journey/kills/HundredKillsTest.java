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
      for (int turn = 0; run.tally().kills() < KILLS || run.sent().events() < EVENTS; turn++) {
        Moment[] moments = Moment.values();
        if (turn % 3 == 0) run.at(moments[turn / 3 % moments.length]);
        else run.kill(Killing.victims().get(turn % Killing.victims().size()));
        if (turn % 4 == 0) run.evaluate();
        run.pause(500, 4_000);
        if (turn % 10 == 0) System.out.println(run.tally() + "\n  " + run.sent());
      }
      System.out.println(run.tally() + "\n  " + run.sent());
      run.prove();
      System.out.println("0 lost, 0 doubled, 0 out of order\n" + run.tally() + "\n  " + run.sent());
      assertTrue(run.tally().kills() >= KILLS);
    }
  }
}
