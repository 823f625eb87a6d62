package io.viralstream.workers.infer;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.workers.kafka.KafkaImages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has delivered tasks answered, writes the answers, then accepts the tasks.
///
/// The order is the promise: an answer is on the brokers' disks before its task is accepted, so a
/// worker that dies in between leaves a task that is answered twice, never one that is not.
/// Duplicates are recognised downstream by evaluation and item.
///
/// For one thread, as Kafka's clients are.
final class TaskAnswering implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskAnswering.class);

  /// A usual batch of pictures: a file is seldom larger than 1 MiB, but may have 8.
  private static final Portion<PreparedQuestion> PORTION =
      new Portion<>(16 << 20, PreparedQuestion::pictureBytes);

  private final InferParts parts;
  private final Urgency urgency;
  private final CheckpointView checkpoints;
  private final ModelThread modelThread;
  private final AcquiredRecords held;
  private final AnswerOutput output;
  private final KafkaImages images;
  private final QuestionPreparation preparation;

  /// @param held what the tasks come from
  TaskAnswering(
      InferParts parts,
      Urgency urgency,
      CheckpointView checkpoints,
      ModelThread modelThread,
      AcquiredRecords held) {
    this.parts = parts;
    this.urgency = urgency;
    this.checkpoints = checkpoints;
    this.modelThread = modelThread;
    this.held = held;
    images = new KafkaImages(parts.clients(), parts.serdes());
    output = new AnswerOutput(parts.clients(), parts.serdes(), parts.numerics(), parts.clock());
    preparation =
        new QuestionPreparation(images, parts.pictures(), parts.numerics(), parts.clock());
  }

  /// Answers a task that it was no use to ask again and again by saying so.
  void giveUp(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Reply.Failed failed =
        new Reply.Failed(
            Category.POISON,
            "given up at its delivery no. "
                + Deliveries.LAST
                + ": each worker that had it before died or failed");
    read(record).ifPresent(task -> output.write(record, task, failed));
    output.flush();
    held.accept(List.of(record));
  }

  /// Answers the tasks of a delivery; those whose model failed are released, to come back.
  void answer(List<ConsumerRecord<byte[], byte[]>> records, AnswerWork.Batching batching)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> done = new ArrayList<>(records);
    Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>(records);
    while (!waiting.isEmpty()) {
      List<PreparedQuestion> portion = PORTION.next(waiting, this::prepare);
      for (List<PreparedQuestion> questions : byVersion(portion)) {
        if (!areAnswered(questions, batching)) done.removeAll(recordsOf(questions));
      }
    }
    output.flush();
    held.accept(done);
  }

  private static Collection<List<PreparedQuestion>> byVersion(List<PreparedQuestion> questions) {
    return questions.stream()
        .collect(
            Collectors.groupingBy(
                PreparedQuestion::version, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private static List<ConsumerRecord<byte[], byte[]>> recordsOf(List<PreparedQuestion> questions) {
    return questions.stream().map(PreparedQuestion::record).toList();
  }

  private Optional<PreparedQuestion> prepare(ConsumerRecord<byte[], byte[]> record) {
    Optional<InferTask> task = read(record);
    if (task.isEmpty()) return Optional.empty();
    try {
      return Optional.of(preparation.prepare(record, task.get()));
    } catch (QuestionRejected bad) {
      output.write(record, task.get(), bad.reply());
      return Optional.empty();
    }
  }

  /// The task of a record; without one the record becomes a dead letter.
  private Optional<InferTask> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(parts.serdes().of(urgency.topic()).toRecord(record.value()));
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      String reason = String.valueOf(bad.getMessage());
      output.deadLetter(record, new Reply.Failed(Category.UNDECODABLE, reason));
      return Optional.empty();
    }
  }

  /// False where the model failed and the tasks, all of one version, were released.
  private boolean areAnswered(List<PreparedQuestion> questions, AnswerWork.Batching batching)
      throws InterruptedException {
    String version = questions.getFirst().version();
    Optional<Checkpoint> checkpoint = await(version);
    if (checkpoint.isEmpty()) {
      Reply missing = new Reply.Failed(Category.MODEL_MISSING, version + " is not published");
      questions.forEach(each -> output.write(each.record(), each.task(), missing));
      return true;
    }
    AnswerWork work = AnswerWork.of(checkpoint.get(), questions, batching);
    try {
      List<Reply> replies = held.whileRenewing(modelThread.answer(urgency, work));
      for (int i = 0; i < replies.size(); i++) {
        output.write(questions.get(i).record(), questions.get(i).task(), replies.get(i));
      }
      return true;
    } catch (ExecutionException failure) {
      // Nobody's question is to blame for the heap: the process ends, and the tasks come back.
      FatalErrors.throwFrom(failure);
      LOG.error(
          "answering failed version={} tasks={}", version, questions.size(), failure.getCause());
      held.release(recordsOf(questions));
      return false;
    }
  }

  /// Waits for a version in small steps, so that the tasks in hand stay ours meanwhile.
  private Optional<Checkpoint> await(String version) throws InterruptedException {
    CompletableFuture<Optional<Checkpoint>> waiting = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            waiting.complete(checkpoints.await(version, parts.settings().patience()));
          } catch (InterruptedException stopped) {
            waiting.complete(Optional.empty());
          } catch (RuntimeException | Error failure) {
            waiting.completeExceptionally(failure); // or the loop would wait for ever
          }
        });
    try {
      return held.whileRenewing(waiting);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    output.close();
    images.close();
  }
}
