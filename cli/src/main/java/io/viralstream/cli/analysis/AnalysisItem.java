package io.viralstream.cli.analysis;

import io.viralstream.images.Picture;
import io.viralstream.models.analyse.PatchLabels;
import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;

/// One picture and one question to look at.
///
/// @param id unique among the items of an analysis
/// @param labels of its patches on a grid of so many along a side, where they are known
public record AnalysisItem(
    String id, String question, Content picture, Optional<IntFunction<PatchLabels>> labels) {

  /// A picture that is read when it is its turn.
  @FunctionalInterface
  public interface Content {
    /// @throws io.viralstream.cli.checkpoint.PictureFile.Refused where it cannot be taken
    Picture read() throws IOException;
  }
}
