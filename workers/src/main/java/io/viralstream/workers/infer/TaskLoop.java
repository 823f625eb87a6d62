package io.viralstream.workers.infer;

import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One share consumer's turn after turn: take a batch, have it answered, write the answers, accept.
///
/// The order is the promise: an answer is on the brokers' disks before its task is accepted, so a
/// worker that dies in between leaves a task that is answered twice, never one that is not.
/// Duplicates are recognised downstream by evaluation and item.
final class TaskLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);

  private static final Duration LEAVING = Duration.ofSeconds(2);

  /// A little more than a poll lasts.
  private static final Duration MOMENT = Duration.ofMillis(700);

  /// A usual batch of pictures: a file is seldom larger than 1 MiB, but may have 8.
  private static final Portion PORTION = new Portion(16 << 20);

  private final InferParts parts;
  private final Topic<InferTask> topic;
  private final String group;
  private final int batch;
  private final Urgency urgency;
  private final CheckpointView checkpoints;
  private final ModelThread modelThread;
  private final PoisonIsolation isolation;
  private volatile boolean stopping;

  /// A record whose task could be read and prepared.
  private record Ready(ConsumerRecord<byte[], byte[]> record, PreparedQuestion question)
      implements Portion.Weighed {
    @Override
    public long pictureBytes() {
      return question.picture().map(HashedPicture::bytes).orElse(0L);
    }

    String version() {
      return question.task().getModelVersion();
    }
  }

  TaskLoop(
      InferParts parts,
      Urgency urgency,
      CheckpointView checkpoints,
      ModelThread modelThread,
      PoisonIsolation isolation) {
    this.parts = parts;
    this.urgency = urgency;
    this.checkpoints = checkpoints;
    this.modelThread = modelThread;
    this.isolation = isolation;
    this.topic = urgency.topic();
    this.group = urgency.group();
    this.batch =
        switch (urgency) {
          case ASK -> parts.settings().askBatch();
          case ITEM -> parts.settings().itemBatch();
        };
  }

  void stop() {
    stopping = true;
  }

  @Override
  public void run() {
    while (!stopping) {
      try {
        BrokerContact.await(parts.clients(), () -> stopping);
        session();
      } catch (KafkaException failure) {
        FatalErrors.throwFrom(failure); // Kafka's clients wrap whatever ends their start
        // What was in hand is not accepted and comes back, here or elsewhere.
        LOG.warn("tasks lost group={} reason=\"{}\"", group, failure.toString());
        RetryPause.take();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Turns until the worker stops or the brokers are out of reach.
  void session() throws InterruptedException {
    ShareConsumer<byte[], byte[]> consumer =
        parts.clients().shareConsumer(ShareGroups.consumer(group, batch));
    BrokerContact contact = new BrokerContact(consumer);
    try (TurnTools tools = TurnTools.open(parts)) {
      consumer.subscribe(List.of(topic.name()));
      while (!stopping && !contact.lost()) turn(new AcquiredRecords(consumer), tools);
    } finally {
      consumer.close(contact.lost() ? Duration.ZERO : LEAVING);
    }
  }

  private void turn(AcquiredRecords held, TurnTools tools) throws InterruptedException {
    Deliveries deliveries = Deliveries.of(held.poll());
    for (ConsumerRecord<byte[], byte[]> record : deliveries.givenUp()) {
      giveUp(held, record, tools);
    }
    if (!deliveries.together().isEmpty())
      work(held, deliveries.together(), AnswerWork.Batching.SHARED, tools);
    if (!deliveries.alone().isEmpty()) workAlone(held, deliveries.alone(), tools);
  }

  /// One by one, among those of the worker's other loops; they get a moment to say what they hold.
  private void workAlone(
      AcquiredRecords held, List<ConsumerRecord<byte[], byte[]>> records, TurnTools tools)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>(records);
    isolation.hold(records);
    try {
      Thread.sleep(MOMENT);
      while (!left.isEmpty()) {
        ConsumerRecord<byte[], byte[]> record = held.whileRenewing(isolation.turn(left));
        work(held, List.of(record), AnswerWork.Batching.ALONE, tools);
        isolation.drop(List.of(record));
        left.remove(record);
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      isolation.drop(left);
    }
  }

  private void giveUp(AcquiredRecords held, ConsumerRecord<byte[], byte[]> record, TurnTools tools)
      throws InterruptedException {
    Reply.Failed failed =
        new Reply.Failed(
            Category.POISON,
            "given up at its delivery no. "
                + Deliveries.LAST
                + ": each worker that had it before died or failed");
    Optional<InferTask> task = read(record, tools);
    task.ifPresent(known -> tools.output().write(record, known, failed));
    tools.output().flush();
    held.accept(List.of(record));
  }

  /// The task of a record; without one the record becomes a dead letter.
  private Optional<InferTask> read(ConsumerRecord<byte[], byte[]> record, TurnTools tools) {
    try {
      return Optional.of(parts.serdes().of(topic).toRecord(record.value()));
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException bad) {
      tools
          .output()
          .deadLetter(
              record, new Reply.Failed(Category.UNDECODABLE, String.valueOf(bad.getMessage())));
      return Optional.empty();
    }
  }

  private void work(
      AcquiredRecords held,
      List<ConsumerRecord<byte[], byte[]>> records,
      AnswerWork.Batching company,
      TurnTools tools)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> done = new ArrayList<>(records);
    Queue<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>(records);
    while (!waiting.isEmpty()) {
      List<Ready> portion = PORTION.next(waiting, record -> prepare(record, tools));
      for (List<Ready> ready : byVersion(portion)) {
        if (!answer(held, ready, company, tools))
          done.removeAll(ready.stream().map(Ready::record).toList());
      }
    }
    tools.output().flush();
    held.accept(done);
  }

  private static Collection<List<Ready>> byVersion(List<Ready> tasks) {
    Map<String, List<Ready>> byVersion = new LinkedHashMap<>();
    for (Ready ready : tasks) {
      byVersion.computeIfAbsent(ready.version(), unseen -> new ArrayList<>()).add(ready);
    }
    return byVersion.values();
  }

  private Optional<Ready> prepare(ConsumerRecord<byte[], byte[]> record, TurnTools tools) {
    Optional<InferTask> task = read(record, tools);
    if (task.isEmpty()) return Optional.empty();
    try {
      return Optional.of(new Ready(record, tools.preparation().prepare(task.get())));
    } catch (QuestionRejected bad) {
      tools.output().write(record, task.get(), bad.reply());
      return Optional.empty();
    }
  }

  /// Answers tasks of one version; false where the model failed and they were released.
  private boolean answer(
      AcquiredRecords held, List<Ready> ready, AnswerWork.Batching company, TurnTools tools)
      throws InterruptedException {
    String version = ready.getFirst().version();
    Optional<Checkpoint> checkpoint = await(held, version);
    if (checkpoint.isEmpty()) {
      Reply missing = new Reply.Failed(Category.MODEL_MISSING, version + " is not published");
      ready.forEach(each -> tools.output().write(each.record(), each.question().task(), missing));
      return true;
    }
    List<PreparedQuestion> questions = ready.stream().map(Ready::question).toList();
    AnswerWork work = AnswerWork.of(checkpoint.get(), questions, company);
    try {
      List<Reply> replies = held.whileRenewing(modelThread.answer(urgency, work));
      for (int i = 0; i < replies.size(); i++) {
        tools.output().write(ready.get(i).record(), questions.get(i).task(), replies.get(i));
      }
      return true;
    } catch (ExecutionException failure) {
      // Nobody's question is to blame for the heap: the process ends, and the tasks come back.
      FatalErrors.throwFrom(failure);
      LOG.error("answering failed version={} tasks={}", version, ready.size(), failure.getCause());
      held.release(ready.stream().map(Ready::record).toList());
      return false;
    }
  }

  /// Waits for a version in small steps, so that the tasks in hand stay ours meanwhile.
  private Optional<Checkpoint> await(AcquiredRecords held, String version)
      throws InterruptedException {
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
}
