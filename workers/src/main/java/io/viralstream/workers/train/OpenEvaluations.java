package io.viralstream.workers.train;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CommittedLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/// Which model versions are still being asked: those of evaluations that have begun, or will, and
/// are not over in every partition.
///
/// One that is asked for between this reading and a deletion is not seen; its tasks fail as
/// `MODEL_MISSING` then, as if it had been asked for a moment later.
final class OpenEvaluations {
  private final Map<String, Evaluation> evaluations = new HashMap<>();
  private final Map<String, Map<Integer, Progress>> progress = new HashMap<>();

  /// Reads both topics to their ends. Every partition of `evaluations` holds a copy of every
  /// evaluation, written in one transaction, so the first is enough.
  static OpenEvaluations read(CommittedLog log, TopicSerdes serdes) {
    OpenEvaluations open = new OpenEvaluations();
    log.read(
        new TopicPartition(Topics.EVALUATIONS.name(), 0),
        record -> decoded(serdes, Topics.EVALUATIONS, record).ifPresent(open::add));
    log.read(
        new TopicPartition(Topics.PROGRESS.name(), 0),
        record -> decoded(serdes, Topics.PROGRESS, record).ifPresent(open::add));
    return open;
  }

  /// What cannot be read names no version that anybody could be asked for.
  private static <V extends SpecificRecord> Optional<V> decoded(
      TopicSerdes serdes, Topic<V> topic, ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(serdes.of(topic).toRecord(record.value()));
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException unreadable) {
      return Optional.empty();
    }
  }

  void add(Evaluation evaluation) {
    evaluations.put(evaluation.getId(), evaluation);
  }

  void add(Progress state) {
    progress
        .computeIfAbsent(state.getEvaluation(), unseen -> new HashMap<>())
        .put(state.getPartition(), state);
  }

  Set<String> versions() {
    Set<String> versions = new TreeSet<>();
    for (Evaluation evaluation : evaluations.values()) {
      if (isOpen(evaluation)) versions.add(evaluation.getModelVersion());
    }
    return versions;
  }

  private boolean isOpen(Evaluation evaluation) {
    if (evaluation.getState() != EvaluationState.ASKED) return false;
    Map<Integer, Progress> parts = progress.getOrDefault(evaluation.getId(), Map.of());
    long over =
        parts.values().stream()
            .filter(part -> part.getRound() >= evaluation.getRound() && isOver(part))
            .count();
    return parts.isEmpty() || over < parts.values().iterator().next().getPartitions();
  }

  private static boolean isOver(Progress part) {
    return switch (part.getState()) {
      case COMPLETE, FAILED, CANCELLED, INCOMPLETE -> true;
      case WAITING, RUNNING, UNKNOWN -> false;
    };
  }
}
