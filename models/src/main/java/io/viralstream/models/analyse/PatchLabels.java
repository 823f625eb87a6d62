package io.viralstream.models.analyse;

import java.util.stream.IntStream;

/// What stands in each patch of a picture, as far as it is known: what [LayerProbes] try to read
/// off features.
///
/// @param colours the class of each patch's object, from 0; -1 where there is none, `[N]`
/// @param shapes the same, `[N]`
/// @param right how far the object's centre lies to the right of the patch's, in any unit, `[N]`
/// @param below the same downwards, `[N]`
public record PatchLabels(int[] colours, int[] shapes, double[] right, double[] below) {
  /// Marks a patch without an object.
  public static final int NOTHING = -1;

  public PatchLabels {
    int n = colours.length;
    if (shapes.length != n || right.length != n || below.length != n) {
      throw new IllegalArgumentException("labels of different lengths, expected " + n + " of each");
    }
  }

  /// The patches with an object, in order.
  int[] labelled() {
    return IntStream.range(0, colours.length).filter(patch -> colours[patch] != NOTHING).toArray();
  }
}
