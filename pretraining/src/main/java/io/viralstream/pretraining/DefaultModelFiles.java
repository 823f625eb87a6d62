package io.viralstream.pretraining;

import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionTransformer;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.pretraining.Examination.Skill;
import io.viralstream.scenes.SceneSource;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.TurnMix;
import io.viralstream.scenes.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the default model in half precision and measures it as it was written.
final class DefaultModelFiles {
  static final String CARD = "CARD.md";

  private static final List<String> NAMES =
      List.of(
          ModelDirectory.CONFIG,
          ModelDirectory.TOKENIZER,
          ModelDirectory.WEIGHTS,
          ModelDirectory.TEACHER_CONFIG,
          ModelDirectory.TEACHER_WEIGHTS,
          CARD);

  /// All old kinds of questions in NLVR's words, positions too.
  private static final TurnMix EXAMINATION = new TurnMix(2, 1, 1, 1, 0, 0, 0, 0);

  private final Torch torch;
  private final PretrainSettings settings;
  private final Path target;

  DefaultModelFiles(Torch torch, PretrainSettings settings, Path target) {
    this.torch = torch;
    this.settings = settings;
    this.target = target;
  }

  ModelDirectory write(ModelConfig config, VisionLanguageModel model, Parameters teacher)
      throws IOException {
    Files.createDirectories(target);
    for (String name : NAMES) {
      Files.deleteIfExists(target.resolve(name));
    }
    Files.writeString(target.resolve(ModelDirectory.TOKENIZER), SceneVocabulary.tokenizer());
    StrictJson.write(target.resolve(ModelDirectory.CONFIG), config);
    StrictJson.write(target.resolve(ModelDirectory.TEACHER_CONFIG), DefaultShape.teacher());
    SafetensorsWriter.write(
        target.resolve(ModelDirectory.WEIGHTS), StoredWeights.halved(model.parameters()));
    SafetensorsWriter.write(
        target.resolve(ModelDirectory.TEACHER_WEIGHTS), StoredWeights.halved(teacher));
    ModelDirectory directory = new ModelDirectory(target);
    Files.writeString(target.resolve(CARD), card(directory));
    return directory;
  }

  private String card(ModelDirectory directory) throws IOException {
    ModelConfig config = directory.config();
    try (WeightFiles weights = directory.weights();
        Tokenizer tokenizer = directory.tokenizer();
        VisionLanguageModel model =
            new VisionLanguageModel(torch, config.model(), new StoredWeights(torch, weights))) {
      PromptEncoder prompts = new PromptEncoder(tokenizer, config.prompt());
      SceneSource heldOut =
          new SceneSource("card", World.BASE, EXAMINATION, Side.HELD_OUT, settings.seed());
      List<Skill> skills = new Examination(model, prompts).of(heldOut, settings.heldOut());
      Probe.Score encoder = probe(model.encoder());
      return new ModelCard(settings, skills, encoder, teacherScore(directory)).text();
    }
  }

  private Probe.Score teacherScore(ModelDirectory directory) throws IOException {
    try (WeightFiles files = directory.teacherWeights()) {
      Weights weights = Weights.from(new StoredWeights(torch, files));
      VisionTransformer teacher =
          new VisionTransformer(torch, directory.teacherConfig(), weights.under("vision_model."));
      try (Parameters parameters = weights.collected()) {
        return probe(teacher);
      }
    }
  }

  private Probe.Score probe(VisionTransformer transformer) {
    return Probe.of(
        torch, new VisionEncoder(torch, transformer), settings.seed(), settings.heldOut());
  }
}
