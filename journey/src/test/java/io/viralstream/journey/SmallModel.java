package io.viralstream.journey;

import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.Durable;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
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

/// A model directory of random weights: what is tested is what happens to it, not what it knows.
public final class SmallModel {
  private static final VisionTransformerSettings VISION = vision(new FeatureLayer.AfterBlock(1));
  private static final VisionTransformerSettings TEACHER =
      vision(new FeatureLayer.AfterFinalNorm());

  private SmallModel() {}

  public static ModelDirectory write(Torch torch, Path directory) throws IOException {
    String tokenizer =
        new BytePairTraining(400, 1)
            .train(List.of("USER: Is there a red circle? ASSISTANT: yes", "How many? no"));
    Durable.write(
        directory.resolve(ModelDirectory.TOKENIZER), tokenizer.getBytes(StandardCharsets.UTF_8));
    ModelConfig config = config(tokenizer);
    StrictJson.write(directory.resolve(ModelDirectory.CONFIG), config);
    try (var model =
        new VisionLanguageModel(torch, config.model(), FreshWeights.seeded(torch, 1))) {
      SafetensorsWriter.write(
          directory.resolve(ModelDirectory.WEIGHTS), StoredWeights.of(model.parameters()));
    }
    StrictJson.write(directory.resolve(ModelDirectory.TEACHER_CONFIG), TEACHER);
    try (var teacher = VisionTeacher.foundation(torch, TEACHER, FreshWeights.seeded(torch, 2))) {
      SafetensorsWriter.write(
          directory.resolve(ModelDirectory.TEACHER_WEIGHTS),
          StoredWeights.of(teacher.parameters()));
    }
    return new ModelDirectory(directory);
  }

  private static ModelConfig config(String tokenizer) {
    try (Tokenizer opened = Tokenizer.parse(tokenizer)) {
      var language =
          new LanguageModelSettings(
              opened.vocabularySize(), 16, 2, 2, 2, 8, 24, 64, 1e-5, 1e4, false, false);
      return new ModelConfig(VISION, language, PromptTemplate.SHORT);
    }
  }

  private static VisionTransformerSettings vision(FeatureLayer feature) {
    return new VisionTransformerSettings(
        8,
        4,
        16,
        2,
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
}
