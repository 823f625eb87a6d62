package io.viralstream.streams.deadletter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;

/// Bytes that are no record of their topic become dead letters.
public final class UndecodableRecords implements DeserializationExceptionHandler {
  private @Nullable LetterWriter letters;

  @Override
  public void configure(Map<String, ?> configuration) {
    letters = LetterWriter.in(configuration);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return switch (FailureCause.of(failure)) {
      case FailureCause.Environment() -> Response.fail();
      case FailureCause.BadRecord(var category) ->
          Response.resume(
              List.of(
                  requireNonNull(letters)
                      .letter(context, category, failure, record.key(), record.value())));
    };
  }
}
