package io.viralstream.pretraining;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.LossPass;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.scenes.AskedScene;
import io.viralstream.scenes.Interview;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneSettings;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.TurnMix;
import io.viralstream.scenes.World;
import java.util.List;

/// Teaches P_φ and LM_θ to answer questions about scenes, on the features of a frozen V_ψ.
///
/// Many questions a scene are what lets it learn: with one and a caption, it answered at chance.
final class DecoderTraining {
  private final VisionLanguageModel model;
  private final SceneSamples samples;
  private final long seed;

  DecoderTraining(VisionLanguageModel model, PromptEncoder prompts, long seed) {
    this.model = model;
    this.seed = seed;
    samples = new SceneSamples(prompts, new VisionEncoder(model.torch(), model.encoder()));
  }

  /// What is trained, and what a stage leaves behind.
  Parameters weights() {
    return model.projectorParameters().with(model.languageParameters());
  }

  void learn(StageLoop loop, Stage stage, StagePlan plan, TurnMix mix) {
    SceneStream scenes = new SceneStream(SceneSettings.WHOLE, Side.TRAINING, stage.seed(seed));
    Interview interview = new Interview(World.BASE, mix);
    loop.run(
        stage,
        plan,
        weights(),
        0,
        () ->
            loss(
                scenes.next(plan.batch()).stream()
                    .map(scene -> asked(stage, scene, interview.ask(scene, scenes.random())))
                    .toList()));
  }

  private static AskedScene asked(Stage stage, Scene scene, List<Question> questions) {
    return new AskedScene(stage.word(), scene, questions);
  }

  private Tensor loss(List<AskedScene> scenes) {
    return new LossPass(model, Objective.languageOnly(), samples.of(scenes)).total();
  }
}
