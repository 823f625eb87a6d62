package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.ImageLimits;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.images.PngWriter;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.checkpoint.ModelDirectory;
import io.viralstream.workers.infer.InferParts;
import io.viralstream.workers.infer.InferSettings;
import io.viralstream.workers.infer.InferWorker;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.tensor.Torch;
import io.viralstream.workers.tensor.TorchSettings;
import io.viralstream.workers.text.PromptEncoder;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.ModelLearnerSource;
import io.viralstream.workers.train.SampleLimits;
import io.viralstream.workers.train.SamplePreparation;
import io.viralstream.workers.train.TrainParts;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps 3 and 4 on a real broker.
class WorkersJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Clock CLOCK = Clock.systemUTC();
  private static final TopicSerdes SERDES = new TopicSerdes(new LocalSchemaIds());

  @TempDir private static Path data;
  private static Broker broker;
  private static ConnectedClients clients;
  private static Producer<byte[], byte[]> producer;
  private static Torch torch;
  private static ModelDirectory model;

  @BeforeAll
  static void start() throws Exception {
    broker = Broker.start(data);
    clients = new ConnectedClients(broker.properties());
    producer = clients.producer(Map.of("transactional.id", "journey", "linger.ms", 0));
    producer.initTransactions();
    torch = Torch.open(TorchSettings.cpu(1));
    model = SmallModel.write(torch, Files.createDirectory(data.resolve("model")));
  }

  @AfterAll
  static void stop() {
    if (producer != null) producer.close();
    if (broker != null) broker.close();
  }

  @Test
  void trainsEverySampleOnceThoughOwnersChange() throws Exception {
    ArmSettings arm = arm("changing");
    List<ImageRef> images = List.of(image(1), image(2));
    long before = end(Topics.TRAIN_TASKS);
    for (int i = 0; i < 7; i++) write(Topics.TRAIN_TASKS, sample("a" + i, images.get(i % 2)));
    Running first = Running.of(arm);
    await(() -> newest(arm).map(c -> c.getSamples() >= 6).orElse(false));
    Running second = Running.of(arm);
    first.stop();
    for (int i = 7; i < 12; i++) write(Topics.TRAIN_TASKS, sample("a" + i, images.get(i % 2)));
    for (int p = 0; p < 2; p++) write(Topics.TRAIN_TASKS, feedEnd("end-1", p));
    await(() -> newest(arm).map(c -> c.getCompletedEnds().contains("end-1")).orElse(false));
    second.stop();

    List<String> trained = new ArrayList<>();
    for (TrainStep step : committed(Topics.TRAIN_STEPS)) {
      if (!step.getArm().equals(arm.name())) continue;
      step.getSamples().stream().map(SampleResult::getSampleId).forEach(trained::add);
    }
    Set<String> mine = new HashSet<>();
    for (int i = 0; i < 12; i++) mine.add("a" + i);
    trained.removeIf(id -> !mine.contains(id));
    assertEquals(12, trained.size(), "each once: " + trained);
    assertEquals(mine, new HashSet<>(trained));
    assertTrue(newest(arm).orElseThrow().getNextOffset() > before);
  }

  @Test
  void answersEveryTaskOnceOrSaysWhyNot() throws Exception {
    ArmSettings arm = arm("answering");
    Running trainer = Running.of(arm);
    await(() -> newest(arm).isPresent());
    trainer.stop();
    String version = newest(arm).orElseThrow().getModelVersion();
    ImageRef image = image(3);
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      write(Topics.INFER_TASKS, task("item-" + i, version, image).build());
      expected.add("item-" + i);
    }
    write(Topics.INFER_TASKS, task("unknown", "nobody-0-0", image).build());
    write(
        Topics.ASK_TASKS,
        task("late", version, image).setDeadline(Instant.now().minusSeconds(1)).build());
    write(Topics.ASK_TASKS, task("ask", version, image).setPurpose(Purpose.ASK).build());
    expected.addAll(List.of("unknown", "late", "ask"));

    InferSettings settings = new InferSettings(16, 8, 2, 2, 16, Duration.ofSeconds(2));
    try (InferWorker worker =
        InferWorker.start(new InferParts(clients, SERDES, torch, settings, CLOCK))) {
      await(() -> ids(committed(Topics.ANSWERS)).containsAll(expected));
    }
    List<Answer> answers = committed(Topics.ANSWERS);
    assertEquals(expected.size(), answers.size());
    for (Answer answer : answers) {
      boolean failed = Set.of("unknown", "late").contains(answer.getId());
      assertEquals(failed ? AnswerStatus.FAILED : AnswerStatus.ANSWERED, answer.getStatus());
    }
    Set<String> categories = new HashSet<>();
    for (DeadLetter letter : committed(Topics.DEAD_LETTERS)) {
      categories.add(letter.getCategory().name());
    }
    assertEquals(Set.of("MODEL_MISSING", "EXPIRED"), categories);
  }

  private static Set<String> ids(List<Answer> answers) {
    return new HashSet<>(answers.stream().map(Answer::getId).toList());
  }

  /// A train worker on its own thread.
  private record Running(TrainWorker worker, Thread thread, KafkaImages images) {
    static Running of(ArmSettings arm) throws IOException {
      KafkaImages images = new KafkaImages(clients, SERDES);
      var preparation =
          new SamplePreparation(
              new PromptEncoder(model.tokenizer(), model.config().prompt()),
              images,
              new PictureReader(ImageLimits.STANDARD),
              SampleLimits.of(model.config(), 512));
      var worker =
          new TrainWorker(
              new TrainParts(
                  clients,
                  SERDES,
                  arm,
                  new ModelLearnerSource(torch, model, arm, 16),
                  preparation,
                  data.resolve("checkpoints"),
                  50,
                  CLOCK));
      return new Running(worker, Thread.ofPlatform().start(worker), images);
    }

    void stop() throws InterruptedException {
      worker.stop();
      thread.join();
      images.close();
    }
  }

  private static ArmSettings arm(String name) {
    return new ArmSettings(
        name,
        .5,
        0,
        8,
        ArmSettings.Teaching.TEACHER,
        1,
        1e-3,
        ArmSettings.Schedule.CONSTANT,
        0,
        0,
        0,
        .9,
        .98,
        1,
        2,
        3,
        "base");
  }

  private static Optional<Checkpoint> newest(ArmSettings arm) {
    return committed(Topics.CHECKPOINTS).stream()
        .filter(checkpoint -> checkpoint.getArm().equals(arm.name()))
        .reduce((earlier, later) -> later);
  }

  private static ImageRef image(int seed) throws Exception {
    byte[] rgb = new byte[9 * 12 * 3];
    new Random(seed).nextBytes(rgb);
    byte[] file = PngWriter.write(new Picture(9, 12, rgb));
    RecordMetadata at = write(Topics.IMAGES, new Image("image/png", ByteBuffer.wrap(file)));
    String uri = "kafka:images/" + at.partition() + "/" + at.offset();
    return new ImageRef(ContentId.of(file), uri, file.length);
  }

  private static TrainTask sample(String id, ImageRef image) {
    return TrainTask.newBuilder()
        .setFeed("feed")
        .setPass(1)
        .setSample(
            Sample.newBuilder()
                .setId(id)
                .setTurns(
                    List.of(new Turn("Is there a red circle?", "yes"), new Turn("How many?", "no")))
                .setImage(image)
                .setFingerprints(Fingerprints.newBuilder().setText("").build())
                .build())
        .setOrigin(new Origin("samples", 0, 0L))
        .build();
  }

  private static TrainTask feedEnd(String id, int partition) {
    return TrainTask.newBuilder()
        .setFeed("feed")
        .setPass(1)
        .setEnd(new FeedEnd(id, "feed", partition, 2, EndReason.CLIENT))
        .setOrigin(new Origin("samples", partition, 0L))
        .build();
  }

  private static InferTask.Builder task(String id, String version, ImageRef image) {
    return InferTask.newBuilder()
        .setId(id)
        .setPurpose(Purpose.EVALUATION)
        .setModelVersion(version)
        .setQuestion("Is there a red circle?")
        .setImage(image)
        .setPrompt("trained")
        .setDecoding(new Decoding(4, 0.0))
        .setExecution(new Execution(0, "auto"))
        .setAttempt(0)
        .setAt(Instant.now());
  }

  /// In a transaction of its own, so that markers lie between the records as in real life.
  private static <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, V value)
      throws ExecutionException, InterruptedException {
    producer.beginTransaction();
    byte[] bytes = SERDES.of(topic).toBytes(topic.name(), value);
    byte[] key = value.toString().getBytes(StandardCharsets.UTF_8);
    var sent = producer.send(new ProducerRecord<>(topic.name(), key, bytes));
    producer.commitTransaction();
    return sent.get();
  }

  private static <V extends SpecificRecord> List<V> committed(Topic<V> topic) {
    List<V> records = new ArrayList<>();
    for (var partition : producer.partitionsFor(topic.name())) {
      new CommittedLog(clients)
          .read(
              new TopicPartition(topic.name(), partition.partition()),
              record -> records.add(SERDES.of(topic).toRecord(record.value())));
    }
    return records;
  }

  private static long end(Topic<?> topic) {
    return new CommittedLog(clients).read(new TopicPartition(topic.name(), 0), record -> {});
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(limit), "not within " + PATIENCE);
      Thread.sleep(200);
    }
  }
}
