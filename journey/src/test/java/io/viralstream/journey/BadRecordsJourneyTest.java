package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.workers.infer.InferWorker;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.train.ArmRefused;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.ModelLearnerSource;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that cannot be read on every topic that the workers read, pictures that are gone or
/// others, and checkpoints that are damaged: each is told by name, and all else goes on.
class BadRecordsJourneyTest {
  private static final String ARM = "sturdy";
  private static final byte[] JUNK = "junk".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path data;
  private static WorkersUnderTest stage;
  private static final Map<String, TrainWorker> STOPS = new ConcurrentHashMap<>();
  private static String version = "";

  /// What is wrong, by the id of the sample and question that name it.
  private static final Map<String, ImageRef> PICTURES = new LinkedHashMap<>();

  @BeforeAll
  static void writeAndTrain() throws Exception {
    stage = WorkersUnderTest.open(data);
    for (Topic<?> topic :
        List.of(Topics.TRAIN_TASKS, Topics.CHECKPOINTS, Topics.INFER_TASKS, Topics.ASK_TASKS)) {
      stage.write(topic, JUNK, JUNK);
    }
    stage.write(Topics.INFER_TASKS, JUNK, null);
    badPictures();
    for (int i = 0; i < 4; i++) {
      stage.write(Topics.TRAIN_TASKS, Tasks.sample("good-" + i, stage.image(7)));
    }
    for (Map.Entry<String, ImageRef> each : PICTURES.entrySet()) {
      stage.write(Topics.TRAIN_TASKS, Tasks.sample(each.getKey(), each.getValue()));
    }
    for (int p = 0; p < 2; p++) stage.write(Topics.TRAIN_TASKS, Tasks.feedEnd("end", p));
    Thread trainer = Thread.ofPlatform().daemon().start(BadRecordsJourneyTest::train);
    Waiting.until("the end is covered", BadRecordsJourneyTest::isCovered);
    assertTrue(trainer.isAlive());
    version = stage.newest(ARM).orElseThrow().getModelVersion();
    answer();
  }

  @AfterAll
  static void close() {
    STOPS.values().forEach(TrainWorker::stop);
    if (stage != null) stage.close();
  }

  @Test
  void theTrainerLearnsWhatIsGoodAndTellsTheRestByName() {
    List<String> trained =
        stage.committed(Topics.TRAIN_STEPS).stream()
            .filter(step -> step.getArm().equals(ARM))
            .flatMap(step -> step.getSamples().stream())
            .map(SampleResult::getSampleId)
            .toList();
    assertEquals(List.of("good-0", "good-1", "good-2", "good-3"), trained);
    assertEquals(
        Map.of(
            Category.UNDECODABLE, 1L,
            Category.IMAGE_MISSING, 2L,
            Category.IMAGE_CORRUPT, 2L),
        letters(Optional.of(ARM)));
  }

  @Test
  void theInferWorkerAnswersWhatIsGoodAndTellsTheRestByName() {
    Map<String, String> failures = new TreeMap<>();
    for (Answer answer : stage.committed(Topics.ANSWERS)) {
      failures.put(answer.getId(), answer.getFailure().orElse("").replaceAll(":.*", ""));
    }
    assertEquals(
        Map.of(
            "good", "",
            "beyond", "IMAGE_MISSING",
            "vanished", "IMAGE_MISSING",
            "another", "IMAGE_CORRUPT",
            "unreadable", "IMAGE_CORRUPT",
            "damaged", "MODEL_MISSING",
            "gone", "MODEL_MISSING"),
        failures);
    assertEquals(3L, letters(Optional.empty()).get(Category.UNDECODABLE));
  }

  @Test
  void aDeadLetterNamesThePicture() {
    for (DeadLetter letter : stage.committed(Topics.DEAD_LETTERS)) {
      if (!letter.getCategory().name().startsWith("IMAGE")) continue;
      assertTrue(letter.getReason().startsWith("image: kafka:images/"), letter.getReason());
    }
  }

  @Test
  void aFailedAnswerSaysWhatIsWrongWithTheModel() {
    for (Answer answer : stage.committed(Topics.ANSWERS)) {
      String failure = answer.getFailure().orElse("");
      if (answer.getId().equals("damaged")) assertTrue(failure.contains("published as"), failure);
      if (answer.getId().equals("gone")) assertTrue(failure.contains("no such"), failure);
      if (!failure.isEmpty()) assertEquals(AnswerStatus.FAILED, answer.getStatus());
    }
  }

  @Test
  void anArmWhoseNewestCheckpointIsDamagedIsRefusedByVersion() throws Exception {
    CompletableFuture<Void> first = CompletableFuture.runAsync(() -> trains("hurt"));
    Waiting.until("step 0 is published", () -> stage.newest("hurt").isPresent());
    Objects.requireNonNull(STOPS.get("hurt")).stop();
    first.join();
    Checkpoint newest = stage.newest("hurt").orElseThrow();
    Path weights = CheckpointStore.directory(newest.getUri()).resolve(ModelDirectory.WEIGHTS);
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    CompletableFuture<Void> second = CompletableFuture.runAsync(() -> trains("hurt"));
    Waiting.until("the trainer ends", second::isDone);
    Optional<Throwable> refused =
        second.handle((none, failure) -> Optional.ofNullable(failure)).join();
    ArmRefused cause = assertInstanceOf(ArmRefused.class, refused.orElseThrow().getCause());
    assertTrue(cause.toString().contains(newest.getModelVersion()), cause.toString());
  }

  private static void badPictures() throws Exception {
    RecordMetadata lost = stage.write(Topics.IMAGES, new Image("image/png", ByteBuffer.wrap(JUNK)));
    vanish(lost);
    PICTURES.put("vanished", new ImageRef(ContentId.of(JUNK), WorkersUnderTest.uri(lost), 1));
    ImageRef good = stage.image(1);
    PICTURES.put("beyond", new ImageRef(good.getSha256(), "kafka:images/0/1000000", 1));
    PICTURES.put("another", new ImageRef(ContentId.of(JUNK), good.getUri(), 1));
    RecordMetadata unreadable = stage.write(Topics.IMAGES, JUNK, JUNK);
    PICTURES.put(
        "unreadable", new ImageRef(ContentId.of(JUNK), WorkersUnderTest.uri(unreadable), 1));
  }

  private static void vanish(RecordMetadata record) throws Exception {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    try (Admin admin = stage.clients().admin()) {
      admin
          .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(record.offset() + 1)))
          .all()
          .get();
    }
  }

  private static void train() {
    trains(ARM);
  }

  private static void trains(String name) {
    ArmSettings arm = Tasks.arm(name);
    try (KafkaImages images = new KafkaImages(stage.clients(), WorkersUnderTest.SERDES)) {
      var learners =
          new ModelLearnerSource(stage.torch(), stage.model(), arm, new FeatureCache(1 << 20));
      TrainWorker worker =
          new TrainWorker(stage.train(arm, learners, images), WorkersUnderTest.noMemory());
      STOPS.put(name, worker);
      worker.run();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static boolean isCovered() {
    return stage.newest(ARM).filter(c -> c.getCompletedEnds().contains("end")).isPresent();
  }

  private static void answer() throws Exception {
    Checkpoint good = stage.newest(ARM).orElseThrow();
    stage.write(Topics.CHECKPOINTS, Tasks.checkpoint("nobody-1-a", good.getUri(), "0".repeat(64)));
    stage.write(Topics.CHECKPOINTS, Tasks.checkpoint("nobody-1-b", "file:///nowhere/at/all", "0"));
    stage.write(Topics.INFER_TASKS, Tasks.question("good", version).build());
    stage.write(Topics.INFER_TASKS, Tasks.question("damaged", "nobody-1-a").build());
    stage.write(Topics.INFER_TASKS, Tasks.question("gone", "nobody-1-b").build());
    for (Map.Entry<String, ImageRef> each : PICTURES.entrySet()) {
      stage.write(
          Topics.INFER_TASKS,
          Tasks.question(each.getKey(), version).setImage(each.getValue()).build());
    }
    try (InferWorker worker = InferWorker.start(stage.infer())) {
      Waiting.until(
          "all is answered and told",
          () ->
              stage.committed(Topics.ANSWERS).size() >= 7
                  && letters(Optional.empty()).getOrDefault(Category.UNDECODABLE, 0L) >= 3);
      assertTrue(!worker.ended().isDone());
    }
  }

  /// Those of an arm, or of the infer workers, which have none.
  private static Map<Category, Long> letters(Optional<String> arm) {
    Map<Category, Long> counts = new TreeMap<>();
    for (DeadLetter letter : stage.committed(Topics.DEAD_LETTERS)) {
      if (letter.getArm().equals(arm)) counts.merge(letter.getCategory(), 1L, Long::sum);
    }
    return counts;
  }
}
