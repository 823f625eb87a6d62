package io.viralstream.workers.kafka;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ImageLocation;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads pictures by partition and offset from the topics that hold them, one record at a time.
///
/// For one thread. A reference whose record is gone, or is another picture, is the sample's fault;
/// a broker that does not answer is not, so that is thrown as Kafka's own exception.
public final class KafkaImages implements ImageSource, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Map<String, Topic<Image>> TOPICS =
      Map.of(
          Topics.IMAGES.name(), Topics.IMAGES,
          Topics.ASK_IMAGES.name(), Topics.ASK_IMAGES);

  /// One record is asked for, but several may come: at most this much is fetched and thrown away.
  private static final Map<String, Object> ONE_RECORD =
      Map.of(
          "max.poll.records", 1,
          "max.partition.fetch.bytes", 1,
          "fetch.max.bytes", 1,
          "enable.auto.commit", false,
          "auto.offset.reset", "none");

  private final Consumer<byte[], byte[]> consumer;
  private final TopicSerdes serdes;
  private final Duration patience;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  public KafkaImages(KafkaClients clients, TopicSerdes serdes) {
    this(clients, serdes, PATIENCE);
  }

  /// @param patience with a broker that does not answer
  KafkaImages(KafkaClients clients, TopicSerdes serdes, Duration patience) {
    this.patience = patience;
    this.consumer = clients.consumer(ONE_RECORD);
    this.serdes = serdes;
  }

  @Override
  public byte[] read(ImageRef reference) throws Unavailable {
    ImageLocation location = location(reference);
    byte[] content = content(location, reference);
    String found = ContentId.of(content);
    if (!found.equals(reference.getSha256())) {
      throw new Unavailable(
          Category.IMAGE_CORRUPT,
          reference.getUri() + " holds " + found + ", expected " + reference.getSha256());
    }
    return content;
  }

  private static ImageLocation location(ImageRef reference) throws Unavailable {
    try {
      return ImageLocation.of(reference);
    } catch (IllegalArgumentException bad) {
      throw new Unavailable(Category.IMAGE_MISSING, String.valueOf(bad.getMessage()));
    }
  }

  private byte[] content(ImageLocation location, ImageRef reference) throws Unavailable {
    String uri = reference.getUri();
    ConsumerRecord<byte[], byte[]> record =
        record(new TopicPartition(location.topic(), location.partition()), location.offset())
            .orElseThrow(() ->
                new Unavailable(
                    Category.IMAGE_MISSING, uri + " (" + reference.getSha256() + ") is not there"));
    Topic<Image> topic = TOPICS.get(location.topic());
    if (topic == null || record.value() == null) {
      throw new Unavailable(Category.IMAGE_MISSING, uri + " is empty");
    }
    try {
      ByteBuffer bytes = serdes.of(topic).toRecord(record.value()).getContent();
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      return content;
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      throw new Unavailable(Category.IMAGE_CORRUPT, uri + ": " + bad.getMessage());
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> record(TopicPartition partition, long offset) {
    if (!isThere(partition)) return Optional.empty();
    if (!consumer.assignment().equals(Set.of(partition))) consumer.assign(List.of(partition));
    if (offset >= end(partition, offset)) return Optional.empty();
    consumer.seek(partition, offset);
    try {
      return await(partition, offset);
    } catch (OffsetOutOfRangeException gone) {
      return Optional.empty();
    }
  }

  /// A log that goes on behind `offset` without a record there has lost it; one that does not go on
  /// at all only means that the broker is slow or away.
  private Optional<ConsumerRecord<byte[], byte[]>> await(TopicPartition partition, long offset) {
    long limit = System.nanoTime() + patience.toNanos();
    while (consumer.position(partition) <= offset) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() == offset) return Optional.of(record);
      }
      if (System.nanoTime() > limit) {
        throw new TimeoutException(
            partition + " offset " + offset + " was not read in " + patience);
      }
    }
    return Optional.empty();
  }

  private boolean isThere(TopicPartition partition) {
    return consumer.partitionsFor(partition.topic()).stream()
        .anyMatch(known -> known.partition() == partition.partition());
  }

  /// The end of a partition, asked for only where the last known one does not reach `offset`: a
  /// poll beyond the end would wait instead of saying so.
  private long end(TopicPartition partition, long offset) {
    long known = ends.getOrDefault(partition, 0L);
    if (offset < known) return known;
    Long end = consumer.endOffsets(List.of(partition)).get(partition);
    if (end == null) return known;
    ends.put(partition, end);
    return end;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
