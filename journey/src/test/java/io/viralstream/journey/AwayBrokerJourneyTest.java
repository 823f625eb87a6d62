package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.infer.InferParts;
import io.viralstream.workers.infer.InferSettings;
import io.viralstream.workers.infer.InferWorker;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an infer worker does while the broker is away.
class AwayBrokerJourneyTest {
  private static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());
  private static final Duration LOOK = Duration.ofSeconds(4);

  @TempDir private Path data;

  @Test
  void anInferWorkerRestsUntilTheBrokerIsBack() throws Exception {
    try (Broker broker = Broker.start(data)) {
      var clients = new ConnectedClients(broker.properties());
      try (InferWorker worker = worker(clients)) {
        write(clients, "before");
        Waiting.until("the first task is answered", () -> answers(clients) == 1);

        broker.kill();
        Waiting.until("the worker rests", AwayBrokerJourneyTest::rests);

        broker.startAgain();
        write(clients, "after");
        Waiting.until("the second task is answered", () -> answers(clients) == 2);
        assertTrue(!worker.ended().isDone());
      }
    }
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void anInferWorkerEndsThoughTheBrokerIsAway() throws Exception {
    try (Broker broker = Broker.start(data)) {
      var clients = new ConnectedClients(broker.properties());
      InferWorker worker = worker(clients);
      write(clients, "before");
      Waiting.until("the task is answered", () -> answers(clients) == 1);
      broker.kill();
      worker.close();
      assertTrue(worker.ended().isDone());
    }
  }

  private static InferWorker worker(ConnectedClients clients) throws Exception {
    var settings = new InferSettings(16, 8, 2, 2, 1L << 30, 1L << 30, Duration.ofSeconds(1));
    return InferWorker.start(
        new InferParts(
            clients,
            SERDES,
            WorkersUnderTest.opener(Torch.open(TorchSettings.cpu(1))),
            WorkersUnderTest.PICTURES,
            new FeatureCache(1 << 20),
            settings,
            Clock.systemUTC()));
  }

  /// Whether the threads of this process compute for less than a tenth of some seconds; the
  /// compiler and the collector are not among them. A loop that does not rest takes all that it
  /// gets.
  private static boolean rests() throws InterruptedException {
    long before = processorNanos();
    Thread.sleep(LOOK);
    return processorNanos() - before < LOOK.toNanos() / 10;
  }

  private static long processorNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getAllThreadIds()).map(threads::getThreadCpuTime).sum();
  }

  /// A task of a model version that nobody published: its answer is that it failed.
  private static void write(ConnectedClients clients, String id) throws Exception {
    InferTask task =
        InferTask.newBuilder()
            .setId(id)
            .setPurpose(Purpose.EVALUATION)
            .setModelVersion("nobody-0-0")
            .setQuestion("Is there a red circle?")
            .setImage(new ImageRef(ContentId.of(new byte[] {1}), "kafka:images/0/0", 1))
            .setPrompt("trained")
            .setDecoding(new Decoding(4, 0.0))
            .setExecution(new Execution(0, "auto", false))
            .setAttempt(0)
            .setAt(Instant.now())
            .build();
    byte[] bytes = SERDES.of(Topics.INFER_TASKS).toBytes(Topics.INFER_TASKS.name(), task);
    try (Producer<byte[], byte[]> producer = clients.producer(Map.of())) {
      producer.send(new ProducerRecord<>(Topics.INFER_TASKS.name(), bytes)).get();
    }
  }

  private static int answers(ConnectedClients clients) {
    var count = new AtomicInteger();
    for (int partition = 0; partition < 2; partition++) {
      new CommittedLog(clients)
          .read(
              new TopicPartition(Topics.ANSWERS.name(), partition),
              record -> count.incrementAndGet());
    }
    return count.get();
  }
}
