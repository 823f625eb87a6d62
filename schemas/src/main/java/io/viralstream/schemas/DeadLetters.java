package io.viralstream.schemas;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Header;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Step;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Makes dead letters; the id is where the failure happened, so a repeated failure is the same
/// letter.
public final class DeadLetters {
  private static final int REASON_LENGTH = 1_000;

  private DeadLetters() {}

  /// `train/viral/train-tasks/0/17`: step, arm where there is one, topic, partition, offset.
  public static String id(Step step, Optional<String> arm, Origin origin) {
    String place = origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
    return step.name().toLowerCase(java.util.Locale.ROOT)
        + arm.map(name -> "/" + name).orElse("")
        + "/"
        + place;
  }

  public static DeadLetter of(
      Step step,
      Optional<String> arm,
      Category category,
      String reason,
      ConsumerRecord<byte[], byte[]> record,
      Instant at) {
    var origin = new Origin(record.topic(), record.partition(), record.offset());
    return of(
        step, arm, category, reason, origin, record.key(), record.value(), record.headers(), at);
  }

  public static DeadLetter of(
      Step step,
      Optional<String> arm,
      Category category,
      String reason,
      Origin origin,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      Instant at) {
    return DeadLetter.newBuilder()
        .setId(id(step, arm, origin))
        .setStep(step)
        .setArm(arm.orElse(null))
        .setCategory(category)
        .setReason(reason.length() > REASON_LENGTH ? reason.substring(0, REASON_LENGTH) : reason)
        .setOrigin(origin)
        .setKey(key == null ? null : ByteBuffer.wrap(key))
        .setValue(value == null ? null : ByteBuffer.wrap(value))
        .setHeaders(copy(headers))
        .setAt(at)
        .build();
  }

  private static List<Header> copy(Headers headers) {
    var copies = new ArrayList<Header>();
    for (org.apache.kafka.common.header.Header header : headers) {
      copies.add(
          new Header(
              header.key(), header.value() == null ? null : ByteBuffer.wrap(header.value())));
    }
    return copies;
  }
}
