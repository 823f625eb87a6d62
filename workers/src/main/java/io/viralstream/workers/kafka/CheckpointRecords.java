package io.viralstream.workers.kafka;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the records of `checkpoints`; one that cannot be read is passed over.
public final class CheckpointRecords {
  /// All of them: the topic has one partition.
  public static final TopicPartition PARTITION = new TopicPartition(Topics.CHECKPOINTS.name(), 0);

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointRecords.class);

  private final AvroSerde<Checkpoint> serde;

  public CheckpointRecords(TopicSerdes serdes) {
    serde = serdes.of(Topics.CHECKPOINTS);
  }

  /// The checkpoint of a record; none where the record takes one back or cannot be read.
  public Optional<Checkpoint> read(ConsumerRecord<byte[], byte[]> record) {
    return read(record, bad -> {});
  }

  /// The same.
  ///
  /// @param objection is told why a record cannot be read, and throws where it must not be passed
  ///   over
  public Optional<Checkpoint> read(
      ConsumerRecord<byte[], byte[]> record, Consumer<SerializationException> objection) {
    if (record.value() == null) return Optional.empty();
    try {
      return Optional.of(serde.toRecord(record.value()));
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      objection.accept(bad);
      LOG.warn("checkpoint passed over offset={} reason=\"{}\"", record.offset(), bad.getMessage());
      return Optional.empty();
    }
  }

  /// A checkpoint as far as finding its version needs it: the ends that it covers, which matter for
  /// the newest alone, may be hundreds of kilobytes.
  public static Checkpoint withoutEnds(Checkpoint whole) {
    return Checkpoint.newBuilder(whole).setOpenEnds(List.of()).setCompletedEnds(List.of()).build();
  }
}
