package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;

/// How far one partition says an evaluation is: a progress record without the names, which the
/// evaluation has.
record PartProgress(
    int partitions, int scored, int failed, int conflicts, int round, ProgressState state) {

  static PartProgress of(Progress progress) {
    return new PartProgress(
        progress.getPartitions(),
        progress.getScored(),
        progress.getFailed(),
        progress.getConflicts(),
        progress.getRound(),
        progress.getState());
  }
}
