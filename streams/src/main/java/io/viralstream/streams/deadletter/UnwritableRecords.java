package io.viralstream.streams.deadletter;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jspecify.annotations.Nullable;

/// Records whose outcome cannot be written, such as one that is too large, become dead letters.
///
/// Sizes are checked when a record becomes bytes, before the producer has it: once the producer
/// fails, its transaction is lost and Streams does the whole of it again.
public final class UnwritableRecords implements ProductionExceptionHandler {
  private @Nullable LetterWriter letters;

  @Override
  public void configure(Map<String, ?> configuration) {
    letters = LetterWriter.in(configuration);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface's own
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception failure,
      SerializationExceptionOrigin origin) {
    if (context.topic() == null)
      return Response.fail(); // a turn by the clock has no record to blame
    return switch (FailureCause.of(failure)) {
      case FailureCause.Environment() -> Response.fail();
      case FailureCause.BadRecord(var category) ->
          Response.resume(List.of(requireNonNull(letters).letter(context, category, failure)));
    };
  }
}
