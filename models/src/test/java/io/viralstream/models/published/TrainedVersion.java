package io.viralstream.models.published;

import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A version on a golden base whose adapter and P_φ are other numbers than those they start with,
/// as an arm would have written it.
public final class TrainedVersion {
  public static final LoraSettings LORA = new LoraSettings(2, 4, .05, false);

  private TrainedVersion() {}

  /// @param base the name of a golden model
  /// @param seed other numbers for each
  public static Path write(Torch torch, String base, int seed, Path directory) throws IOException {
    return write(torch, Golden.directory(base), seed, directory);
  }

  /// On a base that lies elsewhere.
  public static Path write(Torch torch, Path base, int seed, Path directory) throws IOException {
    HashMemory hashes = new HashMemory(directory.resolveSibling("hashes"));
    BaseReference reference = new BaseModels(List.of(), hashes).describe(base);
    AnsweringConfig answering = DirectoryKind.open(base).answering();
    TrainedConfig config =
        new TrainedConfig(reference, answering.language().family().prompt(), Optional.of(LORA));
    AdapterChoice fresh = new AdapterChoice.Fresh(FreshAdapters.seeded(torch, LORA, seed));
    try (PublishedModel model =
        PublishedModel.open(torch, base, answering, fresh, VisualResidual.none())) {
      Parameters trained = model.model().adapterParameters();
      move(torch, trained.with(model.model().projectorParameters()), seed);
      TrainedFiles.write(Files.createDirectories(directory), config, model.model());
    }
    return directory;
  }

  static void move(Torch torch, Parameters trained, int seed) {
    for (String name : trained.names()) {
      float[] values = trained.read(torch, name);
      for (int i = 0; i < values.length; i++) values[i] += .01F * ((i * seed + seed) % 7 - 3);
      trained.write(torch, name, values);
    }
  }
}
