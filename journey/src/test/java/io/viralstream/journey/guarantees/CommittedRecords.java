package io.viralstream.journey.guarantees;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// Everything that is committed in the topics that tell what became of an event.
///
/// @param tasks by their offset in `train-tasks`
/// @param steps of each arm, in log order
/// @param givenUp of each evaluation, the items whose tasks became dead letters
public record CommittedRecords(
    List<Admitted> admitted,
    Map<Long, TrainTask> tasks,
    Map<String, List<TrainStep>> steps,
    List<Checkpoint> checkpoints,
    List<BenchmarkItemEvent> items,
    List<Score> scores,
    List<Asked> asked,
    List<DeadLetter> deadLetters,
    Map<String, Set<String>> givenUp) {

  public static CommittedRecords read(ConnectedClients clients, TopicSerdes serdes) {
    var log = new Log(clients, serdes);
    Map<Long, TrainTask> tasks = new TreeMap<>();
    log.each(Topics.TRAIN_TASKS, tasks::put);
    Map<String, List<TrainStep>> steps = new LinkedHashMap<>();
    log.each(
        Topics.TRAIN_STEPS,
        (offset, step) -> steps.computeIfAbsent(step.getArm(), arm -> new ArrayList<>()).add(step));
    List<DeadLetter> letters = log.all(Topics.DEAD_LETTERS);
    return new CommittedRecords(
        log.all(Topics.ADMITTED),
        tasks,
        steps,
        log.all(Topics.CHECKPOINTS),
        log.all(Topics.BENCHMARK_ITEMS),
        log.all(Topics.SCORES),
        log.all(Topics.ASKED),
        letters,
        givenUp(letters, serdes.of(Topics.INFER_TASKS)));
  }

  private static Map<String, Set<String>> givenUp(
      List<DeadLetter> letters, AvroSerde<InferTask> serde) {
    Map<String, Set<String>> givenUp = new TreeMap<>();
    for (DeadLetter letter : letters) {
      if (letter.getStep() != Step.INFER) continue;
      if (!letter.getOrigin().getTopic().equals(Topics.INFER_TASKS.name())) continue;
      InferTask task = serde.toRecord(bytes(letter.getValue().orElseThrow()));
      String evaluation = task.getEvaluation().orElseThrow();
      givenUp.computeIfAbsent(evaluation, id -> new HashSet<>()).add(task.getId());
    }
    return givenUp;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /// The version that an arm published last.
  public Checkpoint newest(String arm) {
    return checkpoints.stream()
        .filter(checkpoint -> checkpoint.getArm().equals(arm))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  /// The keys of the records that became dead letters.
  Set<String> deadKeys() {
    return deadLetters.stream()
        .flatMap(letter -> letter.getKey().stream())
        .map(key -> StandardCharsets.UTF_8.decode(key.duplicate()).toString())
        .collect(Collectors.toSet());
  }

  /// The offsets of `train-tasks` that an arm could not train on.
  Set<Long> deadTasks(String arm) {
    return deadLetters.stream()
        .filter(letter -> letter.getArm().filter(arm::equals).isPresent())
        .map(letter -> letter.getOrigin().getOffset())
        .collect(Collectors.toSet());
  }

  private record Log(ConnectedClients clients, TopicSerdes serdes) {
    interface Reading<V> {
      void record(long offset, V value);
    }

    <V extends SpecificRecord> List<V> all(Topic<V> topic) {
      List<V> records = new ArrayList<>();
      each(topic, (offset, value) -> records.add(value));
      return records;
    }

    <V extends SpecificRecord> void each(Topic<V> topic, Reading<V> reading) {
      AvroSerde<V> serde = serdes.of(topic);
      for (int partition = 0; partition < partitions(topic); partition++) {
        new CommittedLog(clients)
            .read(
                new TopicPartition(topic.name(), partition),
                record -> {
                  if (record.value() != null)
                    reading.record(record.offset(), serde.toRecord(record.value()));
                });
      }
    }

    private int partitions(Topic<?> topic) {
      try (Consumer<byte[], byte[]> consumer = clients.consumer(Map.of())) {
        return consumer.partitionsFor(topic.name()).size();
      }
    }
  }
}
