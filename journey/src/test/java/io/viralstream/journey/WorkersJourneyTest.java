package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.workers.infer.InferWorker;
import io.viralstream.workers.kafka.KafkaImages;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.ModelLearnerSource;
import io.viralstream.workers.train.TrainWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps 3 and 4 on a real broker.
class WorkersJourneyTest {
  @TempDir private static Path data;
  private static WorkersUnderTest stage;

  @BeforeAll
  static void open() throws Exception {
    stage = WorkersUnderTest.open(data);
  }

  @AfterAll
  static void close() {
    if (stage != null) stage.close();
  }

  @Test
  void trainsEverySampleOnceThoughOwnersChange() throws Exception {
    String arm = "changing";
    write("a", 0, 7);
    Running first = Running.of(arm);
    Waiting.until("six samples are in a checkpoint", () -> samples(arm) >= 6);
    Running second = Running.of(arm);
    first.stop();
    write("a", 7, 12);
    end("end-a");
    Waiting.until("the end is covered", () -> isCovered(arm, "end-a"));
    second.stop();
    assertEquals(ids("a", 12), trained(arm, "a"));
  }

  @Test
  void standsByAgainWhenItIsFencedAndLosesNothing() throws Exception {
    String arm = "fenced";
    write("f", 0, 7);
    Running worker = Running.of(arm);
    Waiting.until("six samples are in a checkpoint", () -> samples(arm) >= 6);
    try (Producer<byte[], byte[]> usurper =
        stage.clients().producer(Map.of("transactional.id", "train-" + arm))) {
      usurper.initTransactions();
    }
    write("f", 7, 20);
    end("end-f");
    Waiting.until("the end is covered", () -> isCovered(arm, "end-f"));
    assertTrue(worker.thread().isAlive());
    worker.stop();
    assertEquals(ids("f", 20), trained(arm, "f"));
  }

  @Test
  void answersEveryTaskOnceOrSaysWhyNot() throws Exception {
    Running trainer = Running.of("answering");
    Waiting.until("step 0 is published", () -> stage.newest("answering").isPresent());
    trainer.stop();
    String version = stage.newest("answering").orElseThrow().getModelVersion();
    ImageRef image = stage.image(3);
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      stage.write(Topics.INFER_TASKS, Tasks.question("item-" + i, version).setImage(image).build());
      expected.add("item-" + i);
    }
    stage.write(Topics.INFER_TASKS, Tasks.question("unknown", "nobody-0-0").build());
    stage.write(
        Topics.ASK_TASKS,
        Tasks.question("late", version).setDeadline(Instant.now().minusSeconds(1)).build());
    stage.write(
        Topics.ASK_TASKS,
        Tasks.question("ask", version).setImage(image).setPurpose(Purpose.ASK).build());
    expected.addAll(List.of("unknown", "late", "ask"));

    try (InferWorker worker = InferWorker.start(stage.infer())) {
      Waiting.until("all is answered", () -> answered().containsAll(expected));
    }
    List<Answer> answers = stage.committed(Topics.ANSWERS);
    assertEquals(expected.size(), answers.size());
    for (Answer answer : answers) {
      boolean failed = Set.of("unknown", "late").contains(answer.getId());
      assertEquals(failed ? AnswerStatus.FAILED : AnswerStatus.ANSWERED, answer.getStatus());
    }
    Set<String> categories = new HashSet<>();
    for (DeadLetter letter : stage.committed(Topics.DEAD_LETTERS)) {
      categories.add(letter.getCategory().name());
    }
    assertEquals(Set.of("MODEL_MISSING", "EXPIRED"), categories);
  }

  private static Set<String> answered() {
    return stage.committed(Topics.ANSWERS).stream().map(Answer::getId).collect(Collectors.toSet());
  }

  /// A train worker on its own thread.
  private record Running(TrainWorker worker, Thread thread, KafkaImages images) {
    static Running of(String name) throws IOException {
      ArmSettings arm = Tasks.arm(name);
      KafkaImages images = new KafkaImages(stage.clients(), WorkersUnderTest.SERDES);
      var learners =
          new ModelLearnerSource(stage.torch(), stage.model(), arm, new FeatureCache(1 << 20));
      var worker = new TrainWorker(stage.train(arm, learners, images), WorkersUnderTest.noMemory());
      return new Running(worker, Thread.ofPlatform().start(worker), images);
    }

    void stop() throws InterruptedException {
      worker.stop();
      thread.join();
      images.close();
    }
  }

  private static void write(String prefix, int from, int to) throws Exception {
    ImageRef image = stage.image(1);
    for (int i = from; i < to; i++) {
      stage.write(Topics.TRAIN_TASKS, Tasks.sample(prefix + i, image));
    }
  }

  private static void end(String id) throws Exception {
    for (int p = 0; p < 2; p++) stage.write(Topics.TRAIN_TASKS, Tasks.feedEnd(id, p));
  }

  private static long samples(String arm) {
    return stage.newest(arm).map(checkpoint -> checkpoint.getSamples()).orElse(0L);
  }

  private static boolean isCovered(String arm, String end) {
    return stage.newest(arm).filter(c -> c.getCompletedEnds().contains(end)).isPresent();
  }

  /// In the order of the stream; the other tests' samples are left out.
  private static List<String> trained(String arm, String prefix) {
    return stage.committed(Topics.TRAIN_STEPS).stream()
        .filter(step -> step.getArm().equals(arm))
        .flatMap(step -> step.getSamples().stream())
        .map(SampleResult::getSampleId)
        .filter(id -> id.startsWith(prefix))
        .toList();
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
