package io.viralstream.models.tuning;

import io.viralstream.models.align.AlignmentProjector.Widths;
import io.viralstream.models.align.AlignmentSettings;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;

/// Where the weights of P_π come from.
public sealed interface ProjectorStart {
  /// Random numbers.
  ///
  /// @param width between its layers, 2048 in the paper
  record Seeded(int width, long seed) implements ProjectorStart {}

  /// A file of somebody else, see [ProjectorFile].
  record Foreign(Path file) implements ProjectorStart {}

  /// A file of a checkpoint of ours, under our names.
  ///
  /// @param width between its layers
  record Stored(Path file, int width) implements ProjectorStart {}

  /// @param input D of the student
  /// @param output d of the target
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected naming file and tensor
  default Alignment alignment(Torch torch, AlignmentSettings settings, int input, int output)
      throws IOException {
    return switch (this) {
      case Seeded(int width, long seed) ->
          alignment(settings, FreshWeights.seeded(torch, seed), input, width, output);
      case Foreign(Path file) -> foreign(torch, file, settings, input, output);
      case Stored(Path file, int width) -> {
        try (WeightFiles weights = WeightFiles.file(file)) {
          yield alignment(settings, new StoredWeights(torch, weights), input, width, output);
        }
      }
    };
  }

  /// For relations there is no P_π to read.
  private static Alignment foreign(
      Torch torch, Path file, AlignmentSettings settings, int input, int output)
      throws IOException {
    return switch (settings.comparison()) {
      case COSINE -> ProjectorFile.read(torch, file, settings, input, output);
      case RELATION -> throw new IllegalArgumentException("alignment: relations have no P_π");
    };
  }

  private static Alignment alignment(
      AlignmentSettings settings, WeightSource source, int input, int width, int output) {
    return Alignment.of(settings, source, layer -> new Widths(input, width, width, output));
  }
}
