package io.viralstream.pretraining;

import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedBatch.AnswerToken;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.scenes.AskedScene;
import io.viralstream.scenes.Category;
import io.viralstream.scenes.Question;
import io.viralstream.scenes.SceneRenderer;
import io.viralstream.scenes.SceneSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a model about scenes and counts right answers by category.
///
/// An answer is right when every token of the true one, its end included, is the most likely after
/// those before it: exactly then would greedy decoding have said it.
final class Examination {
  private static final int BATCH = 8;

  private final VisionLanguageModel model;
  private final VisionEncoder encoder;
  private final SceneTurns turns;

  Examination(VisionLanguageModel model, PromptEncoder prompts) {
    this.model = model;
    encoder = new VisionEncoder(model.torch(), model.encoder());
    turns = new SceneTurns(prompts, encoder.view().patches());
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
    boolean[][] right = right(scenes);
    for (int i = 0; i < scenes.size(); i++) {
      List<Question> questions = scenes.get(i).questions();
      for (int turn = 0; turn < questions.size(); turn++) {
        Category category = questions.get(turn).category();
        Skill answer = new Skill(category, 1, right[i][turn] ? 1 : 0);
        skills.merge(category, answer, Examination::sum);
      }
    }
  }

  private boolean[][] right(List<AskedScene> scenes) {
    List<PackedSample> samples = scenes.stream().map(s -> turns.packed(s.questions())).toList();
    PackedBatch batch = PackedBatch.of(samples);
    boolean[][] right = new boolean[scenes.size()][];
    for (int i = 0; i < right.length; i++) {
      right[i] = new boolean[scenes.get(i).questions().size()];
      Arrays.fill(right[i], true);
    }
    long[] said = said(scenes, batch);
    for (int i = 0; i < said.length; i++) {
      AnswerToken token = batch.answers().get(i);
      right[token.sample()][token.turn()] &= said[i] == token.token();
    }
    return right;
  }

  /// The most likely token at every place of an answer.
  private long[] said(List<AskedScene> scenes, PackedBatch batch) {
    List<byte[]> pictures =
        scenes.stream().map(scene -> SceneRenderer.draw(scene.scene()).rgb()).toList();
    List<PatchFeatures> features = encoder.encode(pictures);
    try (Scope scope = model.torch().inference()) {
      Tensor z = PatchFeatures.stacked(model.torch(), features);
      return model.answerLogits(model.hidden(batch, Optional.of(z)), batch).argmax(1).longs();
    }
  }

  private static Skill sum(Skill a, Skill b) {
    return new Skill(a.category(), a.asked() + b.asked(), a.right() + b.right());
  }
}
