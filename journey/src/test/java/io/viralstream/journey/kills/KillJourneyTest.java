package io.viralstream.journey.kills;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Every role and component is killed once, every named moment is hit once, and roles are scaled up
/// and down.
class KillJourneyTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void everyRoleAndMomentMayDieAndNothingIsLostOrDoubled() throws Exception {
    try (var run = KillRun.start(folder, 1, new Load.Pace(40, 4, 30))) {
      run.evaluate();
      for (String victim : ProcessKiller.victims()) {
        run.kill(victim);
        run.pause(500, 1_500);
      }
      for (KillMoment moment : KillMoment.values()) run.at(moment);
      run.scale();
      run.prove();
      System.out.println(run.counts() + "\n  " + run.sent());
      for (String victim : ProcessKiller.victims()) assertTrue(run.counts().of(victim) > 0, victim);
      for (KillMoment moment : KillMoment.values())
        assertTrue(run.counts().of(moment) > 0, moment.toString());
    }
  }
}
