package io.viralstream.streams.deadletter;

import static java.util.Objects.requireNonNull;

import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.AvroSerde;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the dead letters of one application; its exception handlers find it in the configuration.
///
/// Streams makes handlers by class name, so what they need can reach them by no other way.
public record LetterWriter(Step step, AvroSerde<DeadLetter> serde, Clock clock) {
  /// The configuration key under which an application's handlers look.
  public static final String KEY = "viral.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(LetterWriter.class);

  static LetterWriter in(Map<String, ?> configuration) {
    return (LetterWriter) requireNonNull(configuration.get(KEY), KEY);
  }

  /// A letter with the bytes that the step was given.
  ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext place, Category category, Exception cause) {
    return letter(place, category, cause, place.sourceRawKey(), place.sourceRawValue());
  }

  ProducerRecord<byte[], byte[]> letter(
      ErrorHandlerContext place,
      Category category,
      Exception cause,
      byte @Nullable [] key,
      byte @Nullable [] value) {
    var origin = new Origin(place.topic(), place.partition(), place.offset());
    Headers headers = place.headers();
    DeadLetter letter =
        DeadLetters.of(
            step,
            Optional.empty(),
            category,
            reason(cause),
            origin,
            key,
            value,
            headers,
            clock.instant());
    LOG.warn("dead letter id={} category={} reason={}", letter.getId(), category, reason(cause));
    String topic = Topics.DEAD_LETTERS.name();
    byte[] id = letter.getId().getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(topic, id, serde.toBytes(topic, letter));
  }

  private static String reason(Exception cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
