package io.viralstream.pretraining;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.LossPass;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.scenes.AskedScene;
import io.viralstream.scenes.Category;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.SceneSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Asks a model about scenes and counts right answers by category.
///
/// An answer is right when every token of the true one, its end included, is the most likely after
/// those before it: exactly then would greedy decoding have said it.
final class Examination {
  private static final int BATCH = 8;

  /// How well one kind of question is answered.
  record Skill(Category category, int asked, int right) {
    double accuracy() {
      return (double) right / asked;
    }

    private Skill plus(Skill other) {
      return new Skill(category, asked + other.asked, right + other.right);
    }
  }

  private final VisionLanguageModel model;
  private final SceneSamples samples;

  Examination(VisionLanguageModel model, PromptEncoder prompts) {
    this.model = model;
    samples = new SceneSamples(prompts, new VisionEncoder(model.torch(), model.encoder()));
  }

  List<Skill> of(SceneSource source, int scenes) {
    Map<Category, Skill> skills = new EnumMap<>(Category.class);
    List<AskedScene> batch = new ArrayList<>();
    for (int i = 0; i < scenes; i++) {
      AskedScene scene = source.at(i);
      if (!scene.questions().isEmpty()) {
        batch.add(scene);
      }
      if (batch.size() == BATCH || (i == scenes - 1 && !batch.isEmpty())) {
        examine(batch, skills);
        batch.clear();
      }
    }
    return List.copyOf(skills.values());
  }

  private void examine(List<AskedScene> scenes, Map<Category, Skill> skills) {
    List<SampleLosses> answers = answers(scenes);
    for (int i = 0; i < scenes.size(); i++) {
      List<Question> questions = scenes.get(i).questions();
      for (int turn = 0; turn < questions.size(); turn++) {
        Category category = questions.get(turn).category();
        int right = answers.get(i).exactTurns().get(turn) ? 1 : 0;
        skills.merge(category, new Skill(category, 1, right), Skill::plus);
      }
    }
  }

  private List<SampleLosses> answers(List<AskedScene> scenes) {
    List<TrainSample> asked = samples.of(scenes);
    try (Scope scope = model.torch().inference()) {
      return new LossPass(model, Objective.languageOnly(), asked).losses().samples();
    }
  }
}
