package io.viralstream.models.checkpoint;

import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.BytePairTraining;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// A model directory of random weights, small enough for tests: 8×8 pictures of 2×2 patches.
public final class TinyModelDirectory {
  public static final VisionTransformerSettings VISION = vision(new FeatureLayer.AfterBlock(1), 2);
  public static final VisionTransformerSettings TEACHER =
      vision(new FeatureLayer.AfterFinalNorm(), 1);
  private static final List<String> CORPUS =
      List.of("USER: Is there a red circle? ASSISTANT: yes", "USER: How many? ASSISTANT: no");

  private TinyModelDirectory() {}

  private static VisionTransformerSettings vision(FeatureLayer feature, int blocks) {
    return new VisionTransformerSettings(
        8,
        4,
        16,
        blocks,
        2,
        32,
        Activation.GELU,
        true,
        1e-6,
        OptionalDouble.empty(),
        feature,
        List.of(.6, .6, .6),
        List.of(.3, .3, .3));
  }

  /// Writes `config.json`, tokenizer, model and teacher into an existing directory.
  public static ModelDirectory write(Torch torch, Path directory, long seed) throws IOException {
    String tokenizer = new BytePairTraining(400, 1).train(CORPUS);
    Durable.write(
        directory.resolve(ModelDirectory.TOKENIZER), tokenizer.getBytes(StandardCharsets.UTF_8));
    ModelConfig config = config(tokenizer);
    StrictJson.write(directory.resolve(ModelDirectory.CONFIG), config);
    try (VisionLanguageModel model =
        new VisionLanguageModel(torch, config.model(), FreshWeights.seeded(torch, seed))) {
      SafetensorsWriter.write(
          directory.resolve(ModelDirectory.WEIGHTS), StoredWeights.of(model.parameters()));
    }
    StrictJson.write(directory.resolve(ModelDirectory.TEACHER_CONFIG), TEACHER);
    try (VisionTeacher teacher =
        VisionTeacher.foundation(torch, TEACHER, FreshWeights.seeded(torch, seed + 1))) {
      SafetensorsWriter.write(
          directory.resolve(ModelDirectory.TEACHER_WEIGHTS),
          StoredWeights.halved(teacher.parameters()));
    }
    return new ModelDirectory(directory);
  }

  private static ModelConfig config(String tokenizer) {
    try (Tokenizer opened = Tokenizer.parse(tokenizer)) {
      LanguageModelSettings language =
          new LanguageModelSettings(
              opened.vocabularySize(), 16, 2, 2, 2, 8, 24, 64, 1e-5, 1e4, false, false);
      return new ModelConfig(VISION, language, PromptTemplate.SHORT);
    }
  }
}
