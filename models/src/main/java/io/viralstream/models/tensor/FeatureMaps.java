package io.viralstream.models.tensor;

/// Operations on maps `[B, C, H, W]`: values that lie on a grid.
public final class FeatureMaps {
  private FeatureMaps() {}

  /// Bicubic (a = −½) with antialias, half-pixel centres: `[B, C, height, width]`.
  public static Tensor resizeBicubic(Tensor map, int height, int width) {
    return kernel("resize_bicubic", map, new long[] {height, width});
  }

  /// Bilinear without antialias, half-pixel centres.
  public static Tensor resizeBilinear(Tensor map, int height, int width) {
    return kernel("resize_bilinear", map, new long[] {height, width}, false);
  }

  /// Bilinear without antialias; the centres of the corners stay where they are.
  public static Tensor resizeBetweenCorners(Tensor map, int height, int width) {
    return kernel("resize_bilinear", map, new long[] {height, width}, true);
  }

  /// Zeros around the last two dimensions.
  public static Tensor pad(Tensor map, int left, int right, int top, int bottom) {
    if (left == 0 && right == 0 && top == 0 && bottom == 0) return map;
    return kernel("pad_zeros", map, new long[] {left, right, top, bottom});
  }

  /// Zeros below and to the right of cells `[B, H, W, D]`.
  public static Tensor padCells(Tensor cells, int right, int bottom) {
    if (right == 0 && bottom == 0) return cells;
    return kernel("pad_zeros", cells, new long[] {0, 0, 0, right, 0, bottom});
  }

  /// Convolution with a kernel `[out, C, K, K]` of odd K, padded so that the map keeps its size.
  public static Tensor convolve(Tensor map, Tensor kernel) {
    long around = kernel.size(-1) / 2;
    return kernel("convolve", map, kernel, new long[] {around, around});
  }

  private static Tensor kernel(String name, Tensor map, Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = map;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return map.memory().torch().tensor(name, all);
  }
}
