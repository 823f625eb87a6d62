package io.viralstream.streams.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.streams.Flow;
import java.util.List;

/// What a score topology last reported of its only evaluation.
final class ReportedProgress {
  private ReportedProgress() {}

  static Progress progress(Flow flow) {
    flow.turn();
    return flow.values(Topics.PROGRESS).getLast();
  }

  static void assertProgress(Flow flow, ProgressState state, int scored, int failed, int missing) {
    Progress row = progress(flow);
    assertEquals(state, row.getState());
    assertEquals(
        List.of(scored, failed, missing),
        List.of(row.getScored(), row.getFailed(), row.getMissing()));
  }
}
