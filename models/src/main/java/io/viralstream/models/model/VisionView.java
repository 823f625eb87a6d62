package io.viralstream.models.model;

import java.util.List;

/// What a vision model takes and gives.
///
/// @param imageSize side of the square picture in pixels
/// @param grid cells along a side
/// @param width d of each cell's feature
/// @param mean of each colour in [0, 1], subtracted from the pixels
/// @param deviation of each colour, which the pixels are then divided by
public record VisionView(
    int imageSize, int grid, int width, List<Double> mean, List<Double> deviation) {
  public VisionView {
    Require.between("imageSize", imageSize, 1, 2048);
    Require.between("grid", grid, 1, imageSize);
    Require.between("width", width, 1, 8192);
    Require.between("mean.size", mean.size(), 3, 3);
    Require.between("deviation.size", deviation.size(), 3, 3);
    deviation.forEach(value -> Require.positive("deviation", value));
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /// Patch tokens N of a picture.
  public int patches() {
    return grid * grid;
  }
}
