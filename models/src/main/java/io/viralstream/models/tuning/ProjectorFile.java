package io.viralstream.models.tuning;

import io.viralstream.models.align.AlignmentProjector.Widths;
import io.viralstream.models.align.AlignmentSettings;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// P_π in a file of somebody else, as the numbered layers of a sequence whose odd ones are SiLU.
///
/// | ours | in the file | shape |
/// |---|---|---|
/// | `alignment_projector.linear_1.weight` | `layers.0.weight` | `[h, D]` |
/// | `alignment_projector.linear_2.weight` | `layers.2.weight` | `[h', h]` |
/// | `alignment_projector.linear_3.weight` | `layers.4.weight` | `[d, h']` |
/// | `alignment_projector.16.linear_1.weight` | `16.layers.0.weight` | `[h, D]` |
final class ProjectorFile {
  private static final Pattern OURS =
      Pattern.compile("alignment_projector\\.(\\d+\\.)?linear_([123])\\.(weight|bias)");

  private ProjectorFile() {}

  /// @param input D of the student
  /// @param output d of the target
  /// @throws CheckpointRejected naming file and tensor where one is missing, unexpected, of another
  ///   shape or not finite
  static Alignment read(Torch torch, Path file, AlignmentSettings settings, int input, int output)
      throws IOException {
    try (WeightFiles weights = WeightFiles.file(file)) {
      StoredWeights source =
          new StoredWeights(torch, weights, ours -> SourceTensor.whole(theirs(ours)));
      Alignment alignment =
          Alignment.of(
              settings,
              source,
              layer -> widths(weights, Alignment.prefix(settings, layer), input, output));
      try {
        requireSound(weights, source);
        return alignment;
      } catch (CheckpointRejected unsound) {
        alignment.close();
        throw unsound;
      }
    }
  }

  /// The file's name of a tensor of ours.
  static String theirs(String ours) {
    Matcher name = OURS.matcher(ours);
    return name.replaceFirst(ProjectorFile::theirs);
  }

  private static String theirs(MatchResult ours) {
    String layer = ours.group(1) == null ? "" : ours.group(1);
    int place = 2 * (Integer.parseInt(ours.group(2)) - 1);
    return layer + "layers." + place + "." + ours.group(3);
  }

  /// Those between the layers are the file's; what comes in and goes out is given.
  private static Widths widths(WeightFiles weights, String prefix, int input, int output) {
    return new Widths(
        input,
        rows(weights, prefix + "layers.0.weight"),
        rows(weights, prefix + "layers.2.weight"),
        output);
  }

  private static int rows(WeightFiles weights, String name) {
    List<Long> shape = weights.tensor(name).shape();
    if (shape.size() != 2 || shape.getFirst() < 1 || shape.getFirst() > 1 << 16) {
      throw weights.rejected(name, "shape " + shape + ", expected a matrix of 1 to 65536 rows");
    }
    return Math.toIntExact(shape.getFirst());
  }

  private static void requireSound(WeightFiles weights, StoredWeights source) {
    for (String name : source.left()) throw weights.rejected(name, "is not expected");
    for (String name : weights.names()) {
      if (weights.tensor(name).firstNotFinite().isPresent()) {
        throw weights.rejected(name, "is not finite");
      }
    }
  }
}
