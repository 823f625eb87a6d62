package io.viralstream.workers.kafka;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.List;

/// A checkpoint's record as far as finding its version needs it: the ends that it covers, which
/// matter for the newest alone, may be hundreds of kilobytes.
public final class LeanCheckpoint {
  private LeanCheckpoint() {}

  public static Checkpoint of(Checkpoint whole) {
    return Checkpoint.newBuilder(whole).setOpenEnds(List.of()).setCompletedEnds(List.of()).build();
  }
}
