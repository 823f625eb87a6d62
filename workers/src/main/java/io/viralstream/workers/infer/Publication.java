package io.viralstream.workers.infer;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.StoredCheckpoint;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CheckpointRecords;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a directory a model version that everyone can ask, `name-0-hash`, without an arm that
/// trains: its settings are empty.
///
/// The directory is read where it lies, by every infer worker. A version that is there already is
/// not published again, so that nothing watches it anew.
public final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final int HASH_LETTERS = 12;
  private static final String NOT_TRAINED = "";

  private final KafkaClients clients;
  private final TopicSerdes serdes;

  public Publication(KafkaClients clients, TopicSerdes serdes) {
    this.clients = clients;
    this.serdes = serdes;
  }

  /// What says that a directory is a version; its files are hashed.
  ///
  /// @throws CheckpointRejected where something other than files of its own lies in it
  public static Checkpoint describe(String name, Path directory, Clock clock) throws IOException {
    Path whole = directory.toAbsolutePath().normalize();
    String sha256 = DirectoryHash.of(whole);
    String version = name + "-0-" + sha256.substring(0, HASH_LETTERS);
    return Checkpoint.newBuilder()
        .setModelVersion(version)
        .setArm(name)
        .setStep(0)
        .setUri(new StoredCheckpoint(version, whole, sha256).uri())
        .setSha256(sha256)
        .setNextOffset(0)
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(0)
        .setRepeated(false)
        .setSettings(NOT_TRAINED)
        .setSettingsHash("")
        .setAt(clock.instant())
        .build();
  }

  /// Writes it into the log, where it is not there yet.
  ///
  /// @throws CheckpointRejected where an arm that trains has the name
  public void publish(Checkpoint checkpoint) throws InterruptedException {
    for (Checkpoint known : named(checkpoint.getArm())) {
      if (!known.getSettings().equals(NOT_TRAINED)) {
        throw new CheckpointRejected(
            "model name " + checkpoint.getArm() + ": an arm that trains has it; choose another");
      }
      if (isSame(known, checkpoint)) return;
    }
    send(checkpoint);
    LOG.info("model published version={}", checkpoint.getModelVersion());
  }

  private static boolean isSame(Checkpoint known, Checkpoint other) {
    return known.getModelVersion().equals(other.getModelVersion())
        && known.getUri().equals(other.getUri())
        && known.getSha256().equals(other.getSha256());
  }

  private List<Checkpoint> named(String arm) {
    CheckpointRecords records = new CheckpointRecords(serdes);
    List<Checkpoint> named = new ArrayList<>();
    new CommittedLog(clients)
        .read(
            CheckpointRecords.PARTITION,
            record ->
                records
                    .read(record)
                    .filter(each -> each.getArm().equals(arm))
                    .ifPresent(named::add));
    return named;
  }

  private void send(Checkpoint checkpoint) throws InterruptedException {
    byte[] key = checkpoint.getModelVersion().getBytes(StandardCharsets.UTF_8);
    byte[] value = serdes.of(Topics.CHECKPOINTS).toBytes(Topics.CHECKPOINTS.name(), checkpoint);
    Producer<byte[], byte[]> producer =
        clients.producer(Map.of("acks", "all", "enable.idempotence", true));
    try {
      producer.send(new ProducerRecord<>(Topics.CHECKPOINTS.name(), key, value)).get();
    } catch (ExecutionException failure) {
      throw new KafkaException("model not published: " + failure.getCause(), failure);
    } finally {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
