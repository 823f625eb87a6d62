package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.StepSettings.Dropout;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.TinyAdapters;
import io.viralstream.models.model.WithTorch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Training of adapters some of whose inputs are left out.
class DropoutTrainingTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  private static final StepSettings DROPPING =
      StepSettings.plain().dropping(Dropout.of(TinyAdapters.SETTINGS, 9));

  private TinyRecipe recipe(StepSettings settings) {
    return new TinyRecipe(
        with.torch(),
        ModelVariant.adapted(TinyAdapters.trained(with.torch(), 3)),
        false,
        List.of(2),
        TinyRecipe::beside,
        settings);
  }

  private Map<String, float[]> gradients(StepSettings settings) throws NotFinite {
    try (TinyRecipe recipe = recipe(settings)) {
      return recipe.gradients(TinyRecipe.batch());
    }
  }

  @Test
  void givesTheSameStepHoweverItIsCut() throws Exception {
    Map<String, float[]> whole = gradients(DROPPING);
    for (Accumulation each :
        List.of(new Accumulation(1, 1), new Accumulation(1, 2), new Accumulation(2, 1))) {
      Map<String, float[]> cut = gradients(DROPPING.accumulating(each));
      whole.forEach(
          (name, gradient) -> assertArrayEquals(gradient, cut.get(name), 1e-5F, each + " " + name));
    }
  }

  @Test
  void tellsTheLossesOfItsOwnPassAndEvaluatesWithoutDropout() throws Exception {
    try (TinyRecipe plain = recipe(StepSettings.plain());
        TinyRecipe dropping = recipe(DROPPING)) {
      BatchLosses evaluated = dropping.trainer.evaluate(TinyRecipe.batch());
      assertEquals(plain.trainer.evaluate(TinyRecipe.batch()), evaluated);
      assertEquals(evaluated, plain.trainer.step(TinyRecipe.batch()).losses());
      BatchLosses trained = dropping.trainer.step(TinyRecipe.batch()).losses();
      assertNotEquals(evaluated.language(), trained.language());
    }
  }

  @Test
  void leavesOutOthersInTheNextStep() throws Exception {
    try (TinyRecipe recipe = recipe(DROPPING)) {
      Map<String, float[]> first = recipe.gradients(TinyRecipe.batch());
      Map<String, float[]> again = recipe.gradients(TinyRecipe.batch());
      recipe.trainer.optimizer().resumeAfter(1);
      Map<String, float[]> second = recipe.gradients(TinyRecipe.batch());
      first.forEach((name, values) -> {
        assertArrayEquals(values, again.get(name), name);
        assertFalse(Arrays.equals(values, second.get(name)), name);
      });
    }
  }

  @Test
  void goesOnWithTheSameBitsFromASavedState() throws Exception {
    Map<String, float[]> weights;
    Map<String, float[]> state;
    Map<String, float[]> expected;
    try (TinyRecipe first = recipe(DROPPING)) {
      first.trainer.step(TinyRecipe.batch());
      weights = first.weights();
      state = values(first.trainer.optimizer().state());
      first.trainer.step(TinyRecipe.batch());
      expected = first.weights();
    }
    try (TinyRecipe second = recipe(DROPPING)) {
      Optimizer optimizer = second.trainer.optimizer();
      weights.forEach((name, each) -> optimizer.parameters().write(with.torch(), name, each));
      state.forEach((name, each) -> optimizer.state().write(with.torch(), name, each));
      optimizer.resumeAfter(1);
      second.trainer.step(TinyRecipe.batch());
      Map<String, float[]> after = second.weights();
      expected.forEach((name, each) -> assertArrayEquals(each, after.get(name), name));
    }
  }

  private Map<String, float[]> values(Parameters parameters) {
    Map<String, float[]> values = new LinkedHashMap<>();
    parameters.names().forEach(name -> values.put(name, parameters.read(with.torch(), name)));
    return values;
  }

  @Test
  void refusesAShareThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Dropout(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Dropout(-.1, 0));
  }
}
