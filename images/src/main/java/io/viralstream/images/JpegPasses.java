package io.viralstream.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which coefficients of a progressive JPEG's components its passes have brought to the last bit.
///
/// What is still missing of a block's first ones, libjpeg makes up by smoothing, and its versions
/// do so in different ways: such a picture is none that two decoders agree on.
final class JpegPasses {
  private static final int COEFFICIENTS = 64;
  private static final int SMOOTHED = 9; // behind the first
  private static final int UNKNOWN = -1;

  private final List<Integer> numbers =
      new ArrayList<>(); // of the components, in the frame's order
  private final List<int[]> missingBits = new ArrayList<>();

  /// @param segment of a frame, from its length on
  void frame(byte[] segment) {
    for (int at = 8; at + 2 < segment.length; at += 3) {
      int[] bits = new int[COEFFICIENTS];
      Arrays.fill(bits, UNKNOWN);
      numbers.add(segment[at] & 0xFF);
      missingBits.add(bits);
    }
  }

  /// @param segment of a scan, from its length on
  void scan(byte[] segment) throws ImageRejected {
    int components = segment[2] & 0xFF;
    int at = 3 + 2 * components;
    if (segment.length != at + 3) {
      throw ImageRejected.corrupt("scan: bytes=" + segment.length + ", expected " + (at + 3));
    }
    int last = Math.min(segment[at + 1] & 0xFF, COEFFICIENTS - 1);
    int bits = segment[at + 2] & 0xF;
    for (int i = 0; i < components; i++) {
      int component = numbers.indexOf(segment[3 + 2 * i] & 0xFF);
      if (component < 0) throw ImageRejected.corrupt("scan: of a component that is not there");
      int first = segment[at] & 0xFF;
      if (first <= last) Arrays.fill(missingBits.get(component), first, last + 1, bits);
    }
  }

  boolean areComplete() {
    return missingBits.stream()
        .allMatch(bits -> Arrays.stream(bits, 1, SMOOTHED + 1).allMatch(missing -> missing == 0));
  }
}
