package io.viralstream.pretraining;

import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The weights that a stage left behind, in full precision, so that a rerun goes on after it.
record WeightFile(Path path) {
  static WeightFile of(Path folder, Stage stage) {
    return new WeightFile(folder.resolve(stage.word() + ".safetensors"));
  }

  boolean exists() {
    return Files.isRegularFile(path);
  }

  /// Writes under another name first, so that a file that exists is whole.
  void save(Parameters parameters) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    SafetensorsWriter.write(unfinished, StoredWeights.of(parameters));
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Replaces the values of all parameters.
  void load(Torch torch, Parameters parameters) throws IOException {
    try (WeightFiles file = WeightFiles.file(path)) {
      new StoredWeights(torch, file).into(parameters);
    }
  }
}
