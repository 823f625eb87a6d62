package io.viralstream.workers.train;

import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;

/// An arm of tiny batches for tests in which it matters when a step or a checkpoint is due.
final class TinyArm {
  private TinyArm() {}

  static ArmSettings settings(int batch, int checkpointEvery) {
    return new ArmPlan(
            "arm",
            new Alignment(.5, 0, 8, Teaching.TEACHER, 1),
            new Optimization(1e-3, Schedule.CONSTANT, 0, 0, 0, .9, .98, 1),
            new Cadence(batch, checkpointEvery))
        .on("base");
  }
}
