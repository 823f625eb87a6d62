package io.viralstream.pretraining;

import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Turn;
import io.viralstream.scenes.AskedScene;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.SceneRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Scenes with their questions as a decoder learns them: every turn sees the picture and itself.
record SceneSamples(PromptEncoder prompts, VisionEncoder encoder) {
  List<TrainSample> of(List<AskedScene> scenes) {
    List<byte[]> pictures =
        scenes.stream().map(scene -> SceneRenderer.draw(scene.scene()).rgb()).toList();
    List<PatchFeatures> features = encoder.encode(pictures);
    List<TrainSample> samples = new ArrayList<>();
    for (AskedScene scene : scenes) {
      Optional<PatchFeatures> z = Optional.of(features.get(samples.size()));
      samples.add(TrainSample.of(prompt(scene.questions()), z, Optional.empty()));
    }
    return samples;
  }

  private EncodedPrompt prompt(List<Question> questions) {
    List<Turn> turns = questions.stream().map(q -> new Turn(q.text(), q.answer())).toList();
    return prompts.conversation(Subject.PICTURE, turns);
  }
}
