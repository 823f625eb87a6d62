package io.viralstream.workers.infer;

import io.viralstream.schemas.FatalErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one share consumer's deliveries, one after another, and has their tasks answered.
final class TaskLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);

  private static final Duration LEAVING = Duration.ofSeconds(2);

  /// A little more than a poll lasts.
  private static final Duration MOMENT = Duration.ofMillis(700);

  private final InferParts parts;
  private final Urgency urgency;
  private final CheckpointView checkpoints;
  private final ModelThread modelThread;
  private final PoisonIsolation isolation;
  private volatile boolean stopping;

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
        LOG.warn("tasks lost group={} reason=\"{}\"", urgency.group(), failure.toString());
        BrokerContact.pause();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Takes deliveries until the worker stops or the brokers are out of reach.
  void session() throws InterruptedException {
    ShareConsumer<byte[], byte[]> consumer =
        parts.clients().shareConsumer(ShareGroups.consumer(urgency.group(), batch()));
    BrokerContact contact = new BrokerContact(consumer);
    AcquiredRecords held = new AcquiredRecords(consumer);
    try (TaskAnswering answering =
        new TaskAnswering(parts, urgency, checkpoints, modelThread, held)) {
      consumer.subscribe(List.of(urgency.topic().name()));
      while (!stopping && !contact.lost()) answerDelivery(held, answering);
    } finally {
      consumer.close(contact.lost() ? Duration.ZERO : LEAVING);
    }
  }

  private int batch() {
    return switch (urgency) {
      case ASK -> parts.settings().askBatch();
      case ITEM -> parts.settings().itemBatch();
    };
  }

  private void answerDelivery(AcquiredRecords held, TaskAnswering answering)
      throws InterruptedException {
    Deliveries deliveries = Deliveries.of(held.poll());
    for (ConsumerRecord<byte[], byte[]> record : deliveries.givenUp()) answering.giveUp(record);
    if (!deliveries.together().isEmpty()) {
      answering.answer(deliveries.together(), AnswerWork.Batching.SHARED);
    }
    if (!deliveries.alone().isEmpty()) answerAlone(deliveries.alone(), held, answering);
  }

  /// One by one, among those of the worker's other loops; they get a moment to say what they hold.
  private void answerAlone(
      List<ConsumerRecord<byte[], byte[]>> records, AcquiredRecords held, TaskAnswering answering)
      throws InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>(records);
    isolation.hold(records);
    try {
      Thread.sleep(MOMENT);
      while (!left.isEmpty()) {
        ConsumerRecord<byte[], byte[]> record = held.whileRenewing(isolation.turn(left));
        answering.answer(List.of(record), AnswerWork.Batching.ALONE);
        isolation.drop(List.of(record));
        left.remove(record);
      }
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      isolation.drop(left);
    }
  }
}
