package io.viralstream.models.model;

import java.util.List;
import java.util.OptionalDouble;

/// The shape of a vision transformer.
///
/// @param imageSize side of the square picture in pixels; what is left of whole patches at its
///   lower and right edge, as 6 pixels of 384 are with patches of 14, is not seen
/// @param patchSize side of a patch in pixels
/// @param width D, a multiple of `heads`
/// @param blocks L
/// @param heads attention heads
/// @param feedForward inner width of a block's MLP
/// @param activation of that MLP
/// @param classToken whether a class token goes before the patches
/// @param normEpsilon of the layer norms
/// @param layerScale where each block's outputs are scaled by learnt vectors, their first value
/// @param feature which tokens are its features
/// @param mean of each colour in [0, 1], subtracted from the pixels
/// @param deviation of each colour, which the pixels are then divided by
/// @param variant in what a published family departs from the plain form
public record VisionTransformerSettings(
    int imageSize,
    int patchSize,
    int width,
    int blocks,
    int heads,
    int feedForward,
    Activation activation,
    boolean classToken,
    double normEpsilon,
    OptionalDouble layerScale,
    FeatureLayer feature,
    List<Double> mean,
    List<Double> deviation,
    VisionVariant variant) {
  public VisionTransformerSettings {
    Require.between("patchSize", patchSize, 1, 64);
    Require.between("imageSize", imageSize, patchSize, 2048);
    Require.between("width", width, 1, 8192);
    Require.between("heads", heads, 1, 256);
    Require.multiple("width", width, "heads", heads);
    Require.between("blocks", blocks, 1, 256);
    Require.between("feedForward", feedForward, 1, 65_536);
    Require.positive("normEpsilon", normEpsilon);
    if (feature instanceof FeatureLayer.AfterBlock(int block)) {
      Require.between("feature.block", block, 1, blocks);
    }
    Require.between("mean.size", mean.size(), 3, 3);
    Require.between("deviation.size", deviation.size(), 3, 3);
    deviation.forEach(value -> Require.positive("deviation", value));
    if (feature instanceof FeatureLayer.AfterFinalNorm && !variant.normLast()) {
      throw new IllegalArgumentException("feature=" + feature + ", but there is no final norm");
    }
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /// The plain form.
  public VisionTransformerSettings(
      int imageSize,
      int patchSize,
      int width,
      int blocks,
      int heads,
      int feedForward,
      Activation activation,
      boolean classToken,
      double normEpsilon,
      OptionalDouble layerScale,
      FeatureLayer feature,
      List<Double> mean,
      List<Double> deviation) {
    this(
        imageSize,
        patchSize,
        width,
        blocks,
        heads,
        feedForward,
        activation,
        classToken,
        normEpsilon,
        layerScale,
        feature,
        mean,
        deviation,
        VisionVariant.plain());
  }

  /// The same at another picture size.
  public VisionTransformerSettings sized(int side) {
    return with(side, feature);
  }

  /// The same with other features.
  public VisionTransformerSettings taking(FeatureLayer other) {
    return with(imageSize, other);
  }

  private VisionTransformerSettings with(int side, FeatureLayer layer) {
    return new VisionTransformerSettings(
        side,
        patchSize,
        width,
        blocks,
        heads,
        feedForward,
        activation,
        classToken,
        normEpsilon,
        layerScale,
        layer,
        mean,
        deviation,
        variant);
  }

  /// What such a transformer takes and gives.
  public VisionView view() {
    return new VisionView(imageSize, grid(), width, mean, deviation);
  }

  /// Whole patches along a side.
  public int grid() {
    return imageSize / patchSize;
  }

  /// Patch tokens N of a picture.
  public int patches() {
    return grid() * grid();
  }
}
