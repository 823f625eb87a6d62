package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.workers.kafka.FakeKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointRoomTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  /// A version that answers with 2 MiB and resumes with 3 MiB more.
  private Path version() throws IOException {
    Path version = Files.createDirectories(folder.resolve("arm/arm-0-a"));
    Files.write(version.resolve("adapter_model.safetensors"), new byte[2 * MEBIBYTE]);
    Path resume = Files.createDirectory(version.resolve(".resume"));
    Files.write(resume.resolve("optimizer.safetensors"), new byte[3 * MEBIBYTE]);
    return version;
  }

  /// Of 10 versions kept, 12 × 2 MiB and 3 × 3 MiB, of which 5 MiB are there.
  private static final long NEEDED = 28L * MEBIBYTE;

  @Test
  void takesAnArmWhoseCheckpointsFitExactly() throws IOException {
    Path version = version();
    assertDoesNotThrow(() -> new CheckpointRoom(disk -> NEEDED).require("arm", version, 10));
  }

  @Test
  void refusesOneByteLessAndSaysHowMuchIsNeeded() throws IOException {
    Path version = version();
    ArmRefused refused =
        assertThrows(
            ArmRefused.class,
            () -> new CheckpointRoom(disk -> NEEDED - 1).require("arm", version, 10));
    assertEquals(
        "arm arm needs 28 MiB more for its checkpoints (12 versions of 2 MiB, and 3 MiB for each of"
            + " 3 to resume from), and 27 MiB are left on the disk of VIRAL_CHECKPOINTS. Make room"
            + " there, or keep fewer by VIRAL_CHECKPOINTS_KEPT.",
        refused.getMessage());
  }

  @Test
  void countsWhatIsThereAlready() throws IOException {
    Path version = version();
    Files.write(version.resolveSibling("more"), new byte[4 * MEBIBYTE]);
    assertDoesNotThrow(
        () -> new CheckpointRoom(disk -> NEEDED - 4L * MEBIBYTE).require("arm", version, 10));
  }

  @ParameterizedTest
  @EnumSource(
      value = Recipe.Parts.class,
      names = {"STAGE2", "FINETUNE"})
  void anArmWithARecipePublishesNothingWithoutRoomAndBeginsWhenThereIs(Recipe.Parts parts)
      throws IOException {
    FakeKafka kafka = new FakeKafka();
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings arm = tiny.arm(parts, "viral");
      TrainParts full = tiny.parts(kafka, arm, new CheckpointRoom(disk -> 0));
      ArmRefused refused = assertThrows(ArmRefused.class, () -> ArmOwnership.begin(full).close());
      assertTrue(refused.toString().contains("VIRAL_CHECKPOINTS_KEPT"), refused.toString());
      kafka.settle();
      assertEquals(0, kafka.records(Topics.CHECKPOINTS).size());
      CheckpointRoom enough = new CheckpointRoom(disk -> 1L << 30);
      ArmOwnership.begin(tiny.parts(kafka, arm, enough)).close();
      kafka.settle();
      assertEquals(1, kafka.records(Topics.CHECKPOINTS).size());
      assertThrows(ArmRefused.class, () -> ArmOwnership.begin(full).close());
    }
  }

  /// Step 0 is there. Three more versions hold the model, and two of them its two moments to resume
  /// from: seven times the model, and little more for the projectors.
  @Test
  void countsTheWholeLanguageModelOfAnArmThatTrainsItInFull() throws IOException {
    FakeKafka kafka = new FakeKafka();
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings arm = tiny.arm(Recipe.Parts.FINETUNE, "viral");
      long model = languageModel(tiny, arm);
      TrainParts less = tiny.parts(kafka, arm, new CheckpointRoom(disk -> 7 * model));
      assertThrows(ArmRefused.class, () -> ArmOwnership.begin(less).close());
      ArmOwnership.begin(tiny.parts(kafka, arm, new CheckpointRoom(disk -> 9 * model))).close();
    }
  }

  private static long languageModel(TinyRecipe tiny, ArmSettings arm) throws IOException {
    try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh()) {
      return 4 * learner.student().model().languageParameters().elements();
    }
  }

  @Test
  void anArmOfTheDefaultModelIsNotHeldToIt() throws IOException {
    FakeKafka kafka = new FakeKafka();
    TrainParts usual = FakeArm.parts(kafka, folder, 1);
    TrainParts full =
        new TrainParts(
            usual.clients(),
            usual.serdes(),
            usual.arm(),
            usual.learners(),
            usual.preparation(),
            usual.checkpoints(),
            usual.retained(),
            new CheckpointRoom(disk -> 0),
            usual.clock());
    assertDoesNotThrow(() -> ArmOwnership.begin(full).close());
  }
}
