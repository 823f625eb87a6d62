package io.viralstream.models.learn;

import static io.viralstream.models.model.TinyNetwork.turn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.models.learn.ParameterGroup.Frozen;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Torch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TrainerTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private Torch torch() {
    return with.torch();
  }

  private Map<String, float[]> values(Parameters parameters) {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters.names().forEach(name -> values.put(name, parameters.read(torch(), name)));
    return values;
  }

  private static void assertSameBits(Map<String, float[]> expected, Map<String, float[]> actual) {
    assertEquals(expected.keySet(), actual.keySet());
    expected.forEach((name, value) -> assertArrayEquals(value, actual.get(name), name));
  }

  @Test
  void changesEveryWeightOfDecoderAndProjectorsAndNoneOfEncoderAndTeacher() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      Map<String, float[]> trained = values(training.trainer.optimizer().parameters());
      Map<String, float[]> encoder = values(training.model.encoderParameters());
      Map<String, float[]> teacher = values(training.teacher.parameters());
      training.trainer.step(training.batch(torch()));
      training.trainer.step(training.batch(torch()));
      values(training.trainer.optimizer().parameters())
          .forEach((name, after) -> assertFalse(Arrays.equals(trained.get(name), after), name));
      assertSameBits(encoder, values(training.model.encoderParameters()));
      assertSameBits(teacher, values(training.teacher.parameters()));
    }
  }

  @Test
  void overfitsATinyBatchInBothLosses() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      List<TrainSample> batch = training.batch(torch());
      BatchLosses before = training.trainer.evaluate(batch);
      for (int i = 0; i < 80; i++) {
        training.trainer.step(batch);
      }
      BatchLosses after = training.trainer.evaluate(batch);
      assertTrue(before.language() > 2, "starts near ln 11: " + before.language());
      assertTrue(after.language() < .05, "L_LM " + after.language());
      assertTrue(after.alignment().orElseThrow() < before.alignment().orElseThrow() - .3, "L_VRA");
      assertFalse(before.samples().stream().anyMatch(SampleLosses::exact));
      assertTrue(after.samples().stream().allMatch(SampleLosses::exact));
    }
  }

  @Test
  void reportsTheLossesOfBeforeItsUpdate() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      List<TrainSample> batch = training.batch(torch());
      BatchLosses before = training.trainer.evaluate(batch);
      OptimizerStep result = training.trainer.step(batch);
      assertEquals(before, result.losses());
      assertEquals(1, result.step());
    }
  }

  @Test
  void weighsTheBatchByAnswerTokensAndAlignmentBySamplesWithAPicture() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      BatchLosses losses = training.trainer.evaluate(training.batch(torch()));
      double sum = 0;
      int tokens = 0;
      double alignment = 0;
      for (SampleLosses sample : losses.samples()) {
        sum += sample.language() * sample.answerTokens();
        tokens += sample.answerTokens();
        alignment += sample.alignment().orElse(0);
      }
      assertEquals(4 + 2 + 5, tokens);
      assertEquals(sum / tokens, losses.language(), 1e-6);
      assertEquals(alignment / 2, losses.alignment().orElseThrow(), 1e-6);
      assertTrue(losses.samples().get(1).alignment().isEmpty());
    }
  }

  @Test
  void givesTheSameBitsForTheSameSeed() throws Exception {
    assertSameBits(after(3), after(3));
  }

  private Map<String, float[]> after(int steps) throws NotFinite {
    try (TinyTraining training = new TinyTraining(torch(), 7, .5)) {
      for (int i = 0; i < steps; i++) {
        training.trainer.step(training.batch(torch()));
      }
      return values(training.trainer.optimizer().parameters());
    }
  }

  @Test
  void goesOnWithTheSameBitsFromASavedState() throws Exception {
    Map<String, float[]> weights;
    Map<String, float[]> optimizer;
    try (TinyTraining first = new TinyTraining(torch(), 7, .5)) {
      first.trainer.step(first.batch(torch()));
      first.trainer.step(first.batch(torch()));
      weights = values(first.trainer.optimizer().parameters());
      optimizer = values(first.trainer.optimizer().state());
    }
    // One step astray first, so that only what is written back can make the bits agree.
    try (TinyTraining second = new TinyTraining(torch(), 7, .5)) {
      second.trainer.step(second.batch(torch()));
      weights.forEach(
          (name, value) -> second.trainer.optimizer().parameters().write(torch(), name, value));
      optimizer.forEach(
          (name, value) -> second.trainer.optimizer().state().write(torch(), name, value));
      second.trainer.optimizer().resumeAfter(2);
      OptimizerStep third = second.trainer.step(second.batch(torch()));
      assertEquals(3, third.step());
      assertSameBits(after(3), values(second.trainer.optimizer().parameters()));
    }
  }

  @Test
  void trainsTextAloneAndLeavesTheProjectorsInPeace() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      Map<String, float[]> projector = values(training.model.projectorParameters());
      Map<String, float[]> alignment = values(training.alignment);
      OptimizerStep result = training.trainer.step(training.batch(torch()).subList(1, 2));
      assertTrue(result.losses().alignment().isEmpty());
      assertSameBits(projector, values(training.model.projectorParameters()));
      assertSameBits(alignment, values(training.alignment));
    }
  }

  @Test
  void skipsAndCountsASampleWhoseTeacherHasAnotherGrid() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      List<TrainSample> batch = training.batch(torch());
      TrainSample odd =
          new TrainSample(
              batch.get(0).text(),
              batch.get(0).picture(),
              Optional.of(new PatchFeatures(new float[9 * 16], 9, 16)));
      BatchLosses losses = training.trainer.step(List.of(odd, batch.get(2))).losses();
      assertEquals(1, losses.gridMismatches());
      assertTrue(losses.samples().get(0).alignment().isEmpty());
      assertEquals(
          losses.samples().get(1).alignment().orElseThrow(),
          losses.alignment().orElseThrow(),
          1e-6);
    }
  }

  @Test
  void movesTheVisualTokensOnlyThroughTheAlignmentWeight() throws Exception {
    try (TinyTraining plain = new TinyTraining(torch(), 1, 0);
        TinyTraining viral = new TinyTraining(torch(), 1, .5)) {
      plain.trainer.step(plain.batch(torch()));
      viral.trainer.step(viral.batch(torch()));
      String name = "language_model.model.layers.0.mlp.up_proj.weight";
      assertFalse(
          Arrays.equals(
              plain.trainer.optimizer().parameters().read(torch(), name),
              viral.trainer.optimizer().parameters().read(torch(), name)));
    }
  }

  @Test
  void updatesNothingWhenGradientsAreNotFinite() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      TrainSample sample = training.batch(torch()).getFirst();
      float[] broken = new float[4 * 16];
      broken[0] = Float.NaN;
      TrainSample poisoned =
          new TrainSample(
              sample.text(), Optional.of(new PatchFeatures(broken, 4, 16)), sample.teacher());
      Map<String, float[]> before = values(training.trainer.optimizer().parameters());
      assertThrows(NotFinite.class, () -> training.trainer.step(List.of(poisoned)));
      assertSameBits(before, values(training.trainer.optimizer().parameters()));
      assertEquals(0, training.trainer.optimizer().steps());
    }
  }

  @Test
  void rehearsesWithoutLearning() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      Map<String, float[]> before = values(training.trainer.optimizer().parameters());
      Map<String, float[]> optimizer = values(training.trainer.optimizer().state());
      training.trainer.rehearse(training.batch(torch()));
      assertSameBits(before, values(training.trainer.optimizer().parameters()));
      assertSameBits(optimizer, values(training.trainer.optimizer().state()));
      assertEquals(0, training.trainer.optimizer().steps());
    }
  }

  @Test
  void trainsTheProjectorAloneWhereAllElseIsFrozen() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      Parameters projector = training.model.projectorParameters();
      Parameters language = training.model.languageParameters();
      Optimizer optimizer =
          new Optimizer(
              torch(),
              List.of(
                  new Trained(projector, new AdamRule(.9, .98, 0, 1e-8), 1),
                  new Frozen(language),
                  new Frozen(training.alignment)),
              new LearningRate.Constant(1e-2, 0),
              1);
      Map<String, float[]> before = values(projector);
      Map<String, float[]> languageBefore = values(language);
      try (Trainer trainer =
          new Trainer(training.model, Objective.languageOnly(), training.alignment, optimizer)) {
        List<TrainSample> batch = training.batch(torch());
        trainer.step(batch.subList(1, 2)); // of text alone: nothing to learn for P_φ
        assertSameBits(before, values(projector));
        trainer.step(batch);
      }
      values(projector)
          .forEach((name, after) -> assertFalse(Arrays.equals(before.get(name), after), name));
      assertSameBits(languageBefore, values(language));
    }
  }

  @Test
  void givesTheSameBitsBesideOtherWorkInTheProcess() throws Exception {
    Map<String, float[]> alone = after(20);
    AtomicBoolean stop = new AtomicBoolean();
    FutureTask<Integer> beside = new FutureTask<>(() -> evaluateUntil(stop));
    Thread.ofPlatform().start(beside);
    Map<String, float[]> crowded = after(20);
    stop.set(true);
    assertTrue(beside.get() > 0);
    assertSameBits(alone, crowded);
  }

  private int evaluateUntil(AtomicBoolean stop) {
    try (TinyTraining other = new TinyTraining(torch(), 9, .5)) {
      List<TrainSample> batch = other.batch(torch());
      BatchLosses expected = other.trainer.evaluate(batch);
      int times = 0;
      do {
        assertEquals(expected, other.trainer.evaluate(batch));
        times++;
      } while (!stop.get());
      return times;
    }
  }

  @Test
  void leavesNoTensorBehind() throws Exception {
    try (TinyTraining training = new TinyTraining(torch(), 1, .5)) {
      List<TrainSample> batch = training.batch(torch());
      training.trainer.step(batch);
      long living = torch().living();
      training.trainer.step(batch);
      assertEquals(living, torch().living());
    }
  }

  @Test
  void refusesASampleWithNothingToLearn() throws Exception {
    PackedSample silent = new PackedSample(new int[] {0}, 0, List.of(turn(0, 1, 2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new TrainSample(silent, Optional.empty(), Optional.empty()));
  }
}
