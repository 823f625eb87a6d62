package io.viralstream.streams.deadletter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Records that a step refuses or stumbles over become dead letters.
public final class FailedRecords implements ProcessingExceptionHandler {
  private @Nullable LetterWriter letters;

  @Override
  public void configure(Map<String, ?> configuration) {
    letters = LetterWriter.in(configuration);
  }

  @Override
  public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    if (context.topic() == null)
      return Response.fail(); // a turn by the clock has no record to blame
    return switch (FailureCause.of(failure)) {
      case FailureCause.Environment() -> Response.fail();
      case FailureCause.BadRecord(var category) ->
          Response.resume(List.of(requireNonNull(letters).letter(context, category, failure)));
    };
  }
}
