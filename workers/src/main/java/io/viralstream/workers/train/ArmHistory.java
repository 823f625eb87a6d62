package io.viralstream.workers.train;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.checkpoint.CheckpointStore;
import io.viralstream.workers.kafka.CommittedLog;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/// The published checkpoints of one arm by version, the newest record last.
final class ArmHistory {
  private final SequencedMap<String, Checkpoint> versions = new LinkedHashMap<>();

  /// Reads the whole `checkpoints` topic. Call it after initTransactions: only then is it certain
  /// that no predecessor can still add to it.
  static ArmHistory read(CommittedLog log, TopicSerdes serdes, String arm) {
    AvroSerde<Checkpoint> serde = serdes.of(Topics.CHECKPOINTS);
    ArmHistory history = new ArmHistory();
    log.read(
        new TopicPartition(Topics.CHECKPOINTS.name(), 0),
        record -> {
          if (record.value() == null) return;
          Checkpoint checkpoint = serde.toRecord(record.value());
          if (checkpoint.getArm().equals(arm)) history.add(checkpoint);
        });
    return history;
  }

  void add(Checkpoint checkpoint) {
    versions.putLast(checkpoint.getModelVersion(), checkpoint);
  }

  Optional<Checkpoint> newest() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.lastEntry().getValue());
  }

  /// Directories of step 0 and of the newest versions.
  Set<Path> directoriesOfTheNewest(int count) {
    List<Checkpoint> all = List.copyOf(versions.values());
    Set<Path> directories = new HashSet<>();
    for (int i = 0; i < all.size(); i++) {
      boolean kept = all.get(i).getStep() == 0 || i >= all.size() - count;
      if (kept) directories.add(CheckpointStore.directory(all.get(i).getUri()));
    }
    return directories;
  }
}
