package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.learn.LossPass.Placed;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Steps that are computed in parts, against the same step computed at once.
class AccumulationTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  /// Nine samples: with and without picture, of two lengths.
  private List<TrainSample> batch(TinyTraining training) {
    List<TrainSample> batch = new ArrayList<>();
    for (int i = 0; i < 3; i++) batch.addAll(training.batch(with.torch()));
    return batch;
  }

  private Map<String, float[]> gradients(Accumulation accumulation) throws NotFinite {
    try (TinyTraining training = new TinyTraining(with.torch(), 1, .5, accumulation);
        Scope scope = with.torch().training()) {
      SequencedMap<String, Tensor> gradients = training.trainer.gradients(batch(training));
      Map<String, float[]> values = new LinkedHashMap<>();
      gradients.forEach((name, gradient) -> values.put(name, gradient.floats()));
      return values;
    }
  }

  @Test
  void sumsToTheGradientOfTheWholeStepInMicroBatchesAndInShards() throws Exception {
    Map<String, float[]> whole = gradients(Accumulation.none());
    List<Accumulation> parts =
        List.of(
            new Accumulation(1, 2),
            new Accumulation(1, 1),
            new Accumulation(4, 0),
            new Accumulation(3, 2));
    for (Accumulation each : parts) {
      Map<String, float[]> summed = gradients(each);
      assertEquals(whole.keySet(), summed.keySet());
      whole.forEach((name, gradient) ->
          assertArrayEquals(gradient, summed.get(name), 1e-5F, each + " " + name));
    }
  }

  @Test
  void tellsTheLossesOfTheStepInItsOwnOrder() throws Exception {
    BatchLosses whole;
    BatchLosses parts;
    try (TinyTraining training = new TinyTraining(with.torch(), 1, .5)) {
      whole = training.trainer.step(batch(training)).losses();
    }
    try (TinyTraining training = new TinyTraining(with.torch(), 1, .5, new Accumulation(2, 2))) {
      parts = training.trainer.step(batch(training)).losses();
    }
    assertEquals(whole.total(), parts.total(), 1e-6);
    assertEquals(whole.samples().size(), parts.samples().size());
    for (int i = 0; i < whole.samples().size(); i++) {
      assertEquals(whole.samples().get(i).language(), parts.samples().get(i).language(), 1e-6);
      assertEquals(
          whole.samples().get(i).alignment().isPresent(),
          parts.samples().get(i).alignment().isPresent());
    }
  }

  @Test
  void givesTheSameBitsAgain() throws Exception {
    Map<String, float[]> first = after(new Accumulation(2, 2));
    after(new Accumulation(2, 2))
        .forEach((name, values) -> assertArrayEquals(first.get(name), values, name));
  }

  private Map<String, float[]> after(Accumulation accumulation) throws NotFinite {
    try (TinyTraining training = new TinyTraining(with.torch(), 1, .5, accumulation)) {
      for (int i = 0; i < 3; i++) training.trainer.step(batch(training));
      Parameters trained = training.trainer.optimizer().parameters();
      Map<String, float[]> values = new LinkedHashMap<>();
      trained.names().forEach(name -> values.put(name, trained.read(with.torch(), name)));
      return values;
    }
  }

  @Test
  void putsSamplesOfLikeLengthTogetherAndNeverAcrossShards() {
    try (TinyTraining training = new TinyTraining(with.torch(), 1, .5)) {
      List<List<List<Placed>>> parts =
          new Accumulation(2, 2).parts(Placed.all(batch(training).subList(0, 5)));
      List<List<List<Integer>>> places =
          parts.stream()
              .map(shard ->
                  shard.stream().map(part -> part.stream().map(Placed::place).toList()).toList())
              .toList();
      assertEquals(List.of(List.of(List.of(1, 0), List.of(2)), List.of(List.of(3, 4))), places);
    }
  }

  @Test
  void refusesSizesThatAreNone() {
    assertThrows(IllegalArgumentException.class, () -> new Accumulation(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Accumulation(1, -1));
  }
}
