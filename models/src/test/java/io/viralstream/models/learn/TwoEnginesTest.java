package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.Optimizer.Gradients;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Training with a part that is another engine's: on a machine with a card it would be on another
/// device.
class TwoEnginesTest {
  private static final AdamRule RULE = new AdamRule(.9, .98, 0, 1e-8);

  private final Torch mine = Torch.open(TorchSettings.cpu(1));
  private final Torch other = Torch.open(TorchSettings.cpu(1));
  private final TinyTraining training = new TinyTraining(mine, 7, .5);

  @AfterEach
  void close() {
    training.close();
    mine.close();
    other.close();
  }

  @Test
  void refusesPicturesOfTheOther() {
    VisionEncoder encoder = new VisionEncoder(other, training.model.encoder());
    refused(() -> encoder.encode(List.of(TinyNetwork.picture(1))));
  }

  @Test
  void refusesADecoderOfTheOther() {
    try (VisionLanguageModel mixed =
            new VisionLanguageModel(mine, TinyNetwork.settings(), FreshWeights.seeded(other, 1));
        Trainer trainer = trainer(mixed, Objective.languageOnly(), Weights.from(fresh(mine)))) {
      refused(() -> trainer.evaluate(training.batch(mine)));
    }
  }

  @Test
  void refusesAnAlignmentProjectorOfTheOther() {
    Weights weights = Weights.from(fresh(other));
    Objective objective = Objective.viral(.5, 1, new AlignmentProjector(16, 24, 16, weights));
    try (Trainer trainer = trainer(training.model, objective, weights)) {
      refused(() -> trainer.step(training.batch(mine)));
    }
  }

  @Test
  void refusesMomentsOfTheOther() {
    Parameters trained = training.trainer.optimizer().parameters();
    SequencedMap<String, Tensor> gradients = new LinkedHashMap<>();
    trained.names().forEach(name -> gradients.put(name, trained.named(name)));
    LearningRate rate = new LearningRate.Constant(.1, 0);
    try (Optimizer optimizer = Optimizer.of(other, trained, RULE, rate, 1);
        Scope scope = mine.inference()) {
      refused(() -> optimizer.update(new Gradients(gradients, 1)));
    }
  }

  @Test
  void refusesToRestoreFromTheOther() {
    Parameters state = training.trainer.optimizer().state();
    String name = state.names().getFirst();
    float[] values = state.read(mine, name);
    refused(() -> state.write(other, name, values));
  }

  private static FreshWeights fresh(Torch torch) {
    return FreshWeights.seeded(torch, 3);
  }

  private static Trainer trainer(VisionLanguageModel model, Objective objective, Weights weights) {
    Parameters alignment = weights.collected();
    return new Trainer(model, objective, alignment, TinyTraining.optimizer(model, alignment));
  }

  private static void refused(Executable mixing) {
    String message =
        String.valueOf(assertThrows(IllegalArgumentException.class, mixing).getMessage());
    assertTrue(message.endsWith("belongs to another engine, on cpu"), message);
    assertEquals("kernel", message.split(" ")[0]);
  }
}
