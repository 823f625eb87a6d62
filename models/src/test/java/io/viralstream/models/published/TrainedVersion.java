package io.viralstream.models.published;

import io.viralstream.images.Picture;
import io.viralstream.models.align.Objective;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.learn.Accumulation;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.ParameterGroup;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.published.TrainedConfig.Trained;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A version that was trained for a few steps on a tiny base, as an arm would have written it.
public final class TrainedVersion {
  public static final LoraSettings LORA = new LoraSettings(2, 4, .05, false);
  private static final int STEPS = 4;

  private TrainedVersion() {}

  /// @param base the name of a golden model
  /// @param seed other numbers for each
  public static Path write(Torch torch, String base, int seed, Path directory) throws IOException {
    return write(torch, Golden.directory(base), seed, directory);
  }

  /// On a base that lies elsewhere.
  public static Path write(Torch torch, Path base, int seed, Path directory) throws IOException {
    AdapterChoice fresh = new AdapterChoice.Fresh(FreshAdapters.seeded(torch, LORA, seed));
    return write(torch, base, seed, directory, fresh, new Trained.Adapter(LORA));
  }

  /// With its projector alone, or all of it but the encoder trained.
  public static Path whole(Torch torch, String base, Trained trained, Path directory)
      throws IOException {
    return write(
        torch, Golden.directory(base), 1, directory, new AdapterChoice.Embedded(), trained);
  }

  private static Path write(
      Torch torch, Path base, int seed, Path directory, AdapterChoice choice, Trained trained)
      throws IOException {
    HashMemory hashes = new HashMemory(directory.resolveSibling("hashes"));
    BaseReference reference = new BaseModels(List.of(), hashes).describe(base);
    ServingOptions fresh =
        new ServingOptions(
            PromptStyle.TEMPLATE, ServingOptions.Pictures.PAD, choice, VisualResidual.none());
    try (LoadedModel student = LoadedModel.open(torch, base, fresh)) {
      train(student, seed, trained);
      TrainedFiles.write(
          Files.createDirectories(directory), config(reference, student, trained), student.model());
      return directory;
    } catch (NotFinite diverged) {
      throw new IllegalStateException(diverged);
    }
  }

  private static TrainedConfig config(BaseReference base, LoadedModel student, Trained trained) {
    TrainedConfig alone = new TrainedConfig(base, student.frame(), Optional.empty());
    return switch (trained) {
      case Trained.Adapter(LoraSettings lora) ->
          new TrainedConfig(base, student.frame(), Optional.of(lora));
      case Trained.ProjectorAlone() -> alone;
      case Trained.Everything() ->
          new TrainedConfig(
              base,
              student.frame(),
              alone.residual(),
              List.of(),
              Optional.empty(),
              List.of(TrainedConfig.Part.LANGUAGE_MODEL));
    };
  }

  private static void train(LoadedModel student, int seed, Trained trained) throws NotFinite {
    VisionLanguageModel model = student.model();
    Parameters language =
        switch (trained) {
          case Trained.Adapter ignored -> model.adapterParameters();
          case Trained.ProjectorAlone() -> Parameters.none();
          case Trained.Everything() -> model.languageParameters();
        };
    TrainedParts parts = new TrainedParts(language, model.projectorParameters(), Parameters.none());
    ParameterGroup.Trained all =
        new ParameterGroup.Trained(parts.all(), new AdamRule(.9, .999, 0, 1e-8), 1);
    Optimizer optimizer =
        new Optimizer(
            student.torch(),
            List.of(all),
            new LearningRate.Constant(.02, 0),
            Double.POSITIVE_INFINITY);
    TrainSample sample = sample(student, seed);
    try (Trainer trainer =
        new Trainer(model, Objective.languageOnly(), parts, optimizer, Accumulation.none())) {
      for (int step = 0; step < STEPS; step++) trainer.step(List.of(sample));
    }
  }

  private static TrainSample sample(LoadedModel student, int seed) {
    PromptEncoder prompts = new PromptEncoder(student.tokenizer(), student.frame());
    List<Turn> turns = List.of(new Turn("How many are red?", "There are " + seed + "."));
    if (!student.model().takesPictures()) {
      EncodedPrompt text = prompts.conversation(Packing.CHAINED, Subject.TEXT, turns);
      return TrainSample.of(text, Optional.empty(), Optional.empty());
    }
    byte[] rgb = new byte[20 * 30 * 3];
    new Random(seed).nextBytes(rgb);
    Optional<PatchFeatures> z = Optional.of(student.see(new Picture(20, 30, rgb)));
    return TrainSample.of(prompts.conversation(Packing.CHAINED, turns, 0), z, Optional.empty());
  }
}
