package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.schemas.avro.TrainTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is served is what was trained: pinned prompts have the trainer's logits, step for step.
class ServedVersionTest {
  private static final float TOLERANCE = 1e-4f;

  /// Places of the pinned prompts.
  private static final int PICTURED = 0;

  private static final int TEXT = 1;

  @TempDir Path folder;
  private TinyRecipe tiny;

  @BeforeEach
  void open() throws IOException {
    tiny = TinyRecipe.in(folder);
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Recipe.Parts.class,
      names = {"STAGE1", "STAGE2", "FINETUNE"})
  void aVersionHasTheLogitsOfItsTrainerAndFromStepOneOnNotItsBases(Recipe.Parts parts)
      throws Exception {
    ArmSettings arm = tiny.arm(parts, "viral");
    TrainTask[] tasks = tiny.tasks(6);
    try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      List<float[]> base = logits(learner.student());
      for (int step = 0; step <= 3; step++) {
        Path version = folder.resolve("version-" + step);
        WrittenCheckpoint.write(learner, training, arm, version);
        try (LoadedModel served = tiny.models().open(version, ServingOptions.published())) {
          assertClose(logits(learner.student()), logits(served));
          assertEquals(step > 0, differs(base, logits(served), PICTURED), "step " + step);
          boolean learnsText = parts != Recipe.Parts.STAGE1; // P_φ alone changes no text
          assertEquals(step > 0 && learnsText, differs(base, logits(served), TEXT), "step " + step);
        }
        if (step == 3) break;
        for (int i = 2 * step; i < 2 * step + 2; i++) training.take(i, tasks[i]);
        assertEquals(step + 1, training.step());
      }
    }
  }

  @Test
  void twoArmsOnOneBaseHoldItOnceAndAreEachServedAsTheyWereTrained() throws Exception {
    ArmSettings viral = tiny.arm(Recipe.Parts.STAGE2, "viral");
    ArmSettings baseline = tiny.arm(Recipe.Parts.STAGE2, "baseline");
    TrainTask[] tasks = tiny.tasks(4);
    try (RecipeLearner first = (RecipeLearner) tiny.source(viral).fresh()) {
      long alone = tiny.torch().living();
      try (RecipeLearner second = (RecipeLearner) tiny.source(baseline).fresh()) {
        long shared = second.student().shared();
        long all = second.student().model().parameters().elements();
        long projector = second.student().model().projectorParameters().elements();
        assertEquals(all - projector, shared);
        assertTrue(tiny.torch().living() < 2 * alone);
        Training aligned = tiny.fresh(viral, first);
        Training plain = tiny.fresh(baseline, second);
        for (int i = 0; i < 4; i++) {
          aligned.take(i, tasks[i]);
          plain.take(i, tasks[i]);
        }
        assertTrue(differs(logits(first.student()), logits(second.student()), PICTURED));
        WrittenCheckpoint.write(second, plain, baseline, folder.resolve("baseline"));
        try (LoadedModel served =
            tiny.models().open(folder.resolve("baseline"), ServingOptions.published())) {
          assertClose(logits(second.student()), logits(served));
        }
      }
    }
  }

  /// Of the last token, `[V]`, of a question about a picture and of one without, in the order
  /// above.
  private static List<float[]> logits(LoadedModel model) {
    byte[] rgb = new byte[9 * 7 * 3];
    new Random(3).nextBytes(rgb);
    return List.of(
        logits(model, Optional.of(model.see(new Picture(9, 7, rgb)))),
        logits(model, Optional.empty()));
  }

  private static float[] logits(LoadedModel model, Optional<PatchFeatures> picture) {
    Torch torch = model.torch();
    try (Scope scope = torch.inference()) {
      Question question = model.question(picture, "Is there a red circle?");
      Tensor last =
          model
              .model()
              .hidden(
                  PackedBatch.of(List.of(question.packed())),
                  picture.map(each -> PatchFeatures.stacked(torch, List.of(each))))
              .last(); // [1, T, D]
      return model.model().language().logits(last.select(1, last.size(1) - 1)).floats();
    }
  }

  private static void assertClose(List<float[]> trained, List<float[]> served) {
    for (int i = 0; i < trained.size(); i++) {
      assertArrayEquals(trained.get(i), served.get(i), TOLERANCE);
    }
  }

  /// By more than what counts as equal.
  private static boolean differs(List<float[]> one, List<float[]> other, int prompt) {
    float most = 0;
    for (int i = 0; i < one.get(prompt).length; i++) {
      most = Math.max(most, Math.abs(one.get(prompt)[i] - other.get(prompt)[i]));
    }
    return most > TOLERANCE;
  }
}
