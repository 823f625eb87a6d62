package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.images.PictureReader;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.schemas.Topics;
import io.viralstream.workers.kafka.FakeKafka;
import io.viralstream.workers.kafka.KafkaClients;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A loop whose worker has no memory left ends, and says nothing of the tasks that it has in hand:
/// they come back, to whoever has memory.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TaskLoopTest {
  private static final OutOfMemoryError EXHAUSTED = new OutOfMemoryError("Java heap space");

  @RegisterExtension final WithTorch with = new WithTorch();

  private final FakeKafka kafka = new FakeKafka();
  private final List<AcknowledgeType> acknowledged = new ArrayList<>();
  private final MockShareConsumer<byte[], byte[]> consumer =
      new MockShareConsumer<>() {
        @Override
        public synchronized void acknowledge(
            ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
          acknowledged.add(type);
        }
      };
  private final List<ModelThread> threads = new ArrayList<>();

  @BeforeEach
  void hasATask() {
    consumer.subscribe(List.of(Topics.ASK_TASKS.name()));
    consumer.addRecord(kafka.append(Topics.ASK_TASKS, InferTasks.text("Why?").build()));
  }

  @AfterEach
  void ends() {
    threads.forEach(ModelThread::close);
  }

  @Test
  void blamesNoTaskForTheMemoryOfTheMachine() {
    TaskLoop loop = loop(() -> EXHAUSTED);
    assertSame(EXHAUSTED, assertThrows(OutOfMemoryError.class, loop::session));
    assertEquals(List.of(), acknowledged);
    assertEquals(List.of(), kafka.producer().history());
  }

  @Test
  void findsExhaustedMemoryBehindWhateverWrapsIt() {
    TaskLoop loop = loop(() -> new IllegalStateException("read", EXHAUSTED));
    assertSame(EXHAUSTED, assertThrows(OutOfMemoryError.class, loop::session));
    assertEquals(List.of(), acknowledged);
  }

  /// Not for a broker that is away, which it would wait for again and again.
  @Test
  void takesNoExhaustedMemoryOfKafkasClientsForABrokerThatIsAway() {
    TaskLoop loop = loop(() -> EXHAUSTED);
    assertSame(EXHAUSTED, assertThrows(OutOfMemoryError.class, loop::run));
  }

  private interface Failure {
    Throwable made();
  }

  private TaskLoop loop(Failure failure) {
    InferParts parts =
        new InferParts(
            new Sharing(),
            kafka.serdes(),
            Openers.of(with.torch()),
            PictureReader.standard(1L << 30),
            new FeatureCache(1_000),
            InferSettings.with(1, 1),
            Clock.systemUTC());
    CheckpointView checkpoints = new CheckpointView(kafka, kafka.serdes(), Clock.systemUTC());
    checkpoints.add(InferTasks.checkpoint("arm-0-0").build());
    ModelThread modelThread = new ModelThread(new Failing(failure));
    threads.add(modelThread);
    return new TaskLoop(parts, Urgency.ASK, checkpoints, modelThread, new PoisonIsolation());
  }

  /// An answerer that fails with what it is given.
  private record Failing(Failure failure) implements Answerer {
    @Override
    public void answer(AnswerWork work, Supplier<Optional<AnswerWork>> joining) {
      switch (failure.made()) {
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        default -> throw new AssertionError("no failure of this kind is tried");
      }
    }

    @Override
    public void close() {}
  }

  /// A broker whose share consumer has the one task, and whose clients for administration cannot be
  /// made for want of memory, as Kafka says it.
  private final class Sharing implements KafkaClients {
    @Override
    public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
      return kafka.consumer(settings);
    }

    @Override
    public ShareConsumer<byte[], byte[]> shareConsumer(Map<String, Object> settings) {
      return consumer;
    }

    @Override
    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
      return kafka.producer(settings);
    }

    @Override
    public Admin admin() {
      throw new KafkaException("Failed to create new KafkaAdminClient", EXHAUSTED);
    }
  }
}
