package io.viralstream.models.checkpoint;

/// The 16-bit format that keeps a float's exponent and the upper seven bits of its mantissa.
final class BrainFloat {
  private BrainFloat() {}

  /// Rounds to the nearest, ties to even; a NaN stays one.
  static short of(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) return (short) ((bits >>> 16) | 0x40);
    int half = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + half) >>> 16);
  }

  static float widen(short stored) {
    return Float.intBitsToFloat(stored << 16);
  }
}
