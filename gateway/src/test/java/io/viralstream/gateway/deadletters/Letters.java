package io.viralstream.gateway.deadletters;

import io.viralstream.metrics.read.StoredLetter;
import io.viralstream.metrics.read.StoredLetter.RecordPlace;
import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// Dead letters of every kind that tests need, with their rows.
final class Letters {
  static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());
  static final ImageRef IMAGE = new ImageRef("ab", "kafka:images/0/7", 3);

  private Letters() {}

  static <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V record) {
    return SERDES.of(topic).toBytes(topic.name(), record);
  }

  /// A letter whose origin is offset 17 of partition 1.
  static DeadLetter letter(Step step, String topic, byte[] value) {
    return letter(step, topic, Category.UNEXPECTED, 17, value);
  }

  static DeadLetter letter(Step step, String topic, Category category, long offset, byte[] value) {
    Optional<String> arm = step == Step.TRAIN ? Optional.of("viral") : Optional.<String>empty();
    return DeadLetters.of(
        step,
        arm,
        category,
        "for a test",
        new Origin(topic, 1, offset),
        "key".getBytes(StandardCharsets.UTF_8),
        value,
        new RecordHeaders().add("trace", new byte[] {'t', 7}),
        Instant.ofEpochSecond(offset));
  }

  /// A letter of route about the end of a feed.
  static DeadLetter end(long offset) {
    return letter(
        Step.ROUTE,
        "samples",
        Category.UNEXPECTED,
        offset,
        bytes(Topics.SAMPLES, endEvent("feed-" + offset)));
  }

  static SampleEvent endEvent(String feed) {
    return SampleEvent.newBuilder()
        .setFeed(feed)
        .setPass(1)
        .setAt(Instant.EPOCH)
        .setEnd(new FeedEnd("e", feed, 0, 2, EndReason.CLIENT, null))
        .build();
  }

  static TrainTask task(ImageRef image) {
    Sample sample =
        Sample.newBuilder()
            .setId("s")
            .setTurns(List.of(new Turn("Is it red?", "yes")))
            .setImage(image)
            .setFingerprints(Fingerprints.newBuilder().setText("").build())
            .build();
    return new TrainTask("feed", 1, sample, null, new Origin("samples", 0, 0L));
  }

  /// Its row, stored as record 5 of partition 0 of `dead-letters`.
  static StoredLetter row(DeadLetter letter) {
    return row(letter, Optional.empty());
  }

  static StoredLetter row(DeadLetter letter, Optional<StoredLetter.Sent> resent) {
    Origin origin = letter.getOrigin();
    return new StoredLetter(
        letter.getId(),
        letter.getStep().name(),
        letter.getArm(),
        letter.getCategory().name(),
        letter.getReason(),
        new RecordPlace(origin.getTopic(), origin.getPartition(), origin.getOffset()),
        letter.getValue().map(value -> value.remaining()).orElse(0),
        letter.getAt(),
        new RecordPlace("dead-letters", 0, origin.getOffset()),
        resent);
  }
}
