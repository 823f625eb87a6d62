package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CheckpointRecords;
import io.viralstream.workers.kafka.CommittedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/// The published checkpoints of one arm by version, the newest record last.
final class ArmHistory {
  private final String arm;
  private final CheckpointRecords records;
  private final SequencedMap<String, Checkpoint> versions = new LinkedHashMap<>();

  private ArmHistory(String arm, CheckpointRecords records) {
    this.arm = arm;
    this.records = records;
  }

  /// Reads the whole `checkpoints` topic. Call it after initTransactions: only then is it certain
  /// that no predecessor can still add to it.
  ///
  /// @throws ArmRefused where a record of this arm cannot be read
  static ArmHistory read(CommittedLog log, TopicSerdes serdes, String arm) {
    ArmHistory history = new ArmHistory(arm, new CheckpointRecords(serdes));
    log.read(CheckpointRecords.PARTITION, history::take);
    return history;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    records
        .read(record, bad -> requireOther(record, bad))
        .filter(checkpoint -> checkpoint.getArm().equals(arm))
        .ifPresent(this::add);
  }

  /// Going on from an older checkpoint than the newest would count samples twice, so a record that
  /// may be our own must not be passed over.
  private void requireOther(ConsumerRecord<byte[], byte[]> record, SerializationException bad) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (Pattern.matches(Pattern.quote(arm) + "-\\d+-[0-9a-f]+", key)) {
      throw new ArmRefused(
          "arm "
              + arm
              + ": the record of "
              + key
              + " at offset "
              + record.offset()
              + " of checkpoints cannot be read ("
              + bad.getMessage()
              + "). Publish it again as it was, or train under another name.",
          bad);
    }
  }

  /// Only the newest is gone on from, and so only it is kept whole.
  void add(Checkpoint checkpoint) {
    newest()
        .ifPresent(
            last -> versions.put(last.getModelVersion(), CheckpointRecords.withoutEnds(last)));
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

  /// Directories of the two newest versions: one may be damaged.
  Set<Path> directoriesToResume() {
    List<Checkpoint> all = List.copyOf(versions.values());
    Set<Path> directories = new HashSet<>();
    for (Checkpoint each : all.subList(Math.max(0, all.size() - 2), all.size())) {
      directories.add(CheckpointStore.directory(each.getUri()));
    }
    return directories;
  }

  /// Directories of those of the named versions that this arm has published.
  Set<Path> directoriesOf(Set<String> named) {
    Set<Path> directories = new HashSet<>();
    for (Checkpoint each : versions.values()) {
      if (named.contains(each.getModelVersion())) {
        directories.add(CheckpointStore.directory(each.getUri()));
      }
    }
    return directories;
  }
}
