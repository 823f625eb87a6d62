package io.viralstream.models.model;

import java.util.List;

/// The shape of SAM's image encoder.
///
/// @param canvas side in pixels of the square that it always sees, a multiple of `patchSize`
/// @param patchSize side of a patch in pixels
/// @param width D, a multiple of `heads`
/// @param blocks L
/// @param heads attention heads
/// @param feedForward inner width of a block's MLP
/// @param activation of that MLP
/// @param window side of the windows that most blocks attend within, in patches; 0 for the whole
///   map
/// @param globalBlocks the blocks that attend to everything, from 0
/// @param outputWidth d of the neck's output
/// @param normEpsilon of the blocks' layer norms
/// @param mean of each colour in [0, 1], subtracted from the pixels
/// @param deviation of each colour, which the pixels are then divided by
public record SamSettings(
    int canvas,
    int patchSize,
    int width,
    int blocks,
    int heads,
    int feedForward,
    Activation activation,
    int window,
    List<Integer> globalBlocks,
    int outputWidth,
    double normEpsilon,
    List<Double> mean,
    List<Double> deviation) {
  /// A window may be wider than the map, and is filled up with zeros then; none published is wider.
  private static final int MOST_WINDOW = 64;

  public SamSettings {
    Require.between("patchSize", patchSize, 1, 64);
    Require.between("canvas", canvas, patchSize, 2048);
    Require.multiple("canvas", canvas, "patchSize", patchSize);
    Require.between("width", width, 1, 8192);
    Require.between("heads", heads, 1, 256);
    Require.multiple("width", width, "heads", heads);
    Require.between("blocks", blocks, 1, 256);
    Require.between("feedForward", feedForward, 1, 65_536);
    Require.between("window", window, 0, Math.max(MOST_WINDOW, canvas / patchSize));
    Require.between("outputWidth", outputWidth, 1, 8192);
    Require.positive("normEpsilon", normEpsilon);
    for (int each : globalBlocks) Require.between("globalBlocks", each, 0, blocks - 1L);
    globalBlocks = List.copyOf(globalBlocks);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /// Patches along a side of the canvas.
  public int cells() {
    return canvas / patchSize;
  }

  /// What it takes and gives of pictures of that size.
  public VisionView view(int imageSize) {
    Require.between("imageSize", imageSize, patchSize, canvas);
    Require.multiple("imageSize", imageSize, "patchSize", patchSize);
    return new VisionView(imageSize, imageSize / patchSize, outputWidth, mean, deviation);
  }
}
