package io.viralstream.gateway.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.Problem.ProblemView;
import org.jspecify.annotations.Nullable;

/// What became of one line: its id, with a note on what was taken otherwise than it was sent; or
/// its problem.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineReply(
    int line,
    @Nullable String id,
    @Nullable String clientId,
    @Nullable String note,
    @Nullable ProblemView problem) {
  static LineReply taken(int line, Sent sent) {
    return new LineReply(
        line, sent.id(), sent.clientId().orElse(null), sent.note().orElse(null), null);
  }

  static LineReply refused(int line, Problem problem) {
    return new LineReply(line, null, null, null, problem.view());
  }
}
