package io.viralstream.gateway.deadletters;

import static io.viralstream.gateway.deadletters.Letters.IMAGE;
import static io.viralstream.gateway.deadletters.Letters.SERDES;
import static io.viralstream.gateway.deadletters.Letters.bytes;
import static io.viralstream.gateway.deadletters.Letters.letter;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.avro.TrainTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResendCheckTest {
  private static final byte[] TASK = bytes(Topics.TRAIN_TASKS, Letters.task(IMAGE));

  private Optional<ImageRef> there = Optional.of(IMAGE);
  private final ResendCheck check = new ResendCheck(SERDES, reference -> there);

  @Test
  void sendsTheOriginalBytesToTheInputOfTheStep() {
    ResendDecision.Ready ready = ready(Letters.end(3));

    assertEquals(Topics.SAMPLES, ready.input());
    assertArrayEquals(bytes(Topics.SAMPLES, Letters.endEvent("feed-3")), ready.value());
  }

  @Test
  void sendsASampleWhosePictureIsWhereItSays() {
    assertArrayEquals(TASK, ready(letter(Step.TRAIN, "train-tasks", TASK)).value());
  }

  @Test
  void sendsAnAnalysisThatTheSinkCouldNotReadToTheSinkAgain() {
    Analysis analysis =
        Analysis.newBuilder()
            .setAnalysis("a")
            .setModel("m")
            .setModelHash("h")
            .setData("d")
            .setItem("i")
            .setQuestion("?")
            .setSettings("")
            .setFigures(List.of())
            .setAt(Instant.EPOCH)
            .build();
    byte[] value = bytes(Topics.ANALYSES, analysis);

    ResendDecision.Ready ready = ready(letter(Step.STORE, "analyses", value));

    assertEquals(Topics.ANALYSES, ready.input());
    assertArrayEquals(value, ready.value());
  }

  @Test
  void makesASampleSayWhereItsPictureIsNow() {
    there = Optional.of(new ImageRef("ab", "kafka:images/1/99", 3));

    ResendDecision.Ready ready = ready(letter(Step.TRAIN, "train-tasks", TASK));

    TrainTask task = SERDES.of(Topics.TRAIN_TASKS).toRecord(ready.value());
    assertEquals(Letters.task(there.get()), task);
  }

  @Test
  void refusesASampleWhosePictureIsNowhereAndSaysWhatToDo() {
    there = Optional.empty();

    ResendDecision.Refused refused = refused(letter(Step.TRAIN, "train-tasks", TASK));

    assertEquals(Refusal.IMAGE_GONE, refused.why());
    assertTrue(refused.detail().contains("picture ab is not at kafka:images/0/7"));
    assertTrue(refused.detail().contains("send a sample with it"));
  }

  @Test
  void refusesWhatIsStillNoRecord() {
    ResendDecision.Refused refused = refused(letter(Step.ROUTE, "samples", new byte[] {9, 9}));

    assertEquals(Refusal.STILL_UNDECODABLE, refused.why());
    assertTrue(refused.detail().contains("no record of samples"), refused.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "ROUTE, checkpoints, TABLE",
    "ROUTE, evaluations, TABLE",
    "STORE, progress, TABLE",
    "INFER, ask-tasks, ASKER_GONE",
    "STORE, train-tasks, UNKNOWN_INPUT",
    "TRAIN, somewhere, UNKNOWN_INPUT",
  })
  void refusesToWriteWhereTheStepTakesNothingBack(Step step, String topic, Refusal why) {
    assertEquals(why, refused(letter(step, topic, TASK)).why());
  }

  @Test
  void tellsHowAnEvaluationIsAskedForAgain() {
    ResendDecision.Refused refused = refused(letter(Step.SCORE, "evaluations", TASK));
    assertTrue(refused.detail().contains("ask for the evaluation again"));
  }

  @Test
  void refusesALetterWithoutBytes() {
    DeadLetter cut = DeadLetter.newBuilder(Letters.end(1)).setValue(null).build();
    assertEquals(Refusal.NO_BYTES, refused(cut).why());
  }

  @Test
  void refusesWhatDoesNotFitItsTopic() {
    byte[] large = new byte[Topics.SAMPLES.maxRecordBytes()];
    assertEquals(Refusal.TOO_LARGE, refused(letter(Step.ROUTE, "samples", large)).why());
  }

  @Test
  void refusesWhatOutgrewARecordInAStreamStep() {
    byte[] value = bytes(Topics.SAMPLES, Letters.endEvent("f"));
    DeadLetter outgrown = letter(Step.ROUTE, "samples", Category.TOO_LONG, 3, value);
    assertEquals(Refusal.TOO_LARGE, refused(outgrown).why());
  }

  @Test
  void refusesATrainLetterThatNamesNoArm() {
    DeadLetter nameless =
        DeadLetter.newBuilder(letter(Step.TRAIN, "train-tasks", TASK)).setArm(null).build();
    assertEquals(Refusal.UNKNOWN_INPUT, refused(nameless).why());
  }

  private ResendDecision.Ready ready(DeadLetter letter) {
    return assertInstanceOf(ResendDecision.Ready.class, check.of(letter));
  }

  private ResendDecision.Refused refused(DeadLetter letter) {
    return assertInstanceOf(ResendDecision.Refused.class, check.of(letter));
  }
}
