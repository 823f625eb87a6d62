package io.viralstream.pretraining;

import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.scenes.Interview;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneRenderer;
import io.viralstream.scenes.SceneSettings;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.TurnMix;
import io.viralstream.scenes.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Teaches P_φ and LM_θ to answer questions about scenes, on the features of a frozen V_ψ.
///
/// Many questions a scene are what lets it learn: with one and a caption, it answered at chance.
final class DecoderTraining {
  private final VisionLanguageModel model;
  private final VisionEncoder encoder;
  private final SceneTurns turns;
  private final long seed;

  DecoderTraining(VisionLanguageModel model, PromptEncoder prompts, long seed) {
    this.model = model;
    this.seed = seed;
    encoder = new VisionEncoder(model.torch(), model.encoder());
    turns = new SceneTurns(prompts, encoder.view().patches());
  }

  /// What is trained, and what a stage leaves behind.
  Parameters weights() {
    return model.projectorParameters().with(model.languageParameters());
  }

  void learn(Training training, Stage stage, StagePlan plan, TurnMix mix) {
    SceneStream scenes = new SceneStream(SceneSettings.WHOLE, Side.TRAINING, stage.seed(seed));
    Interview interview = new Interview(World.BASE, mix);
    training.run(stage, plan, weights(), 0, () -> loss(scenes, interview, plan.batch()));
  }

  private Tensor loss(SceneStream scenes, Interview interview, int batch) {
    List<byte[]> pictures = new ArrayList<>();
    List<PackedSample> samples = new ArrayList<>();
    for (Scene scene : scenes.next(batch)) {
      List<Question> questions = interview.ask(scene, scenes.random());
      pictures.add(SceneRenderer.draw(scene).rgb());
      samples.add(turns.packed(questions));
    }
    return loss(PackedBatch.of(samples), encoder.encode(pictures));
  }

  /// Equation (2): the mean over all answer tokens of the batch.
  private Tensor loss(PackedBatch batch, List<PatchFeatures> features) {
    Tensor z = PatchFeatures.stacked(model.torch(), features); // [B, N, D]
    Tensor logits = model.answerLogits(model.hidden(batch, Optional.of(z)), batch); // [A, V]
    int[] targets = batch.answers().stream().mapToInt(AnswerToken::token).toArray();
    return logits.crossEntropy(model.torch().of(targets, targets.length)).mean();
  }
}
