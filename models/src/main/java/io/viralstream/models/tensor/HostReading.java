package io.viralstream.models.tensor;

import java.lang.foreign.MemorySegment;

/// Copies tensors into Java arrays, row-major.
final class HostReading {
  private HostReading() {}

  static float[] floats(Tensor tensor) {
    float[] values = new float[length(tensor)];
    read(tensor, Kind.F32, MemorySegment.ofArray(values));
    return values;
  }

  static double[] doubles(Tensor tensor) {
    double[] values = new double[length(tensor)];
    read(tensor, Kind.F64, MemorySegment.ofArray(values));
    return values;
  }

  static long[] longs(Tensor tensor) {
    long[] values = new long[length(tensor)];
    read(tensor, Kind.I64, MemorySegment.ofArray(values));
    return values;
  }

  static boolean[] booleans(Tensor tensor) {
    long[] numbers = longs(tensor);
    boolean[] values = new boolean[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i] != 0;
    }
    return values;
  }

  private static int length(Tensor tensor) {
    return Math.toIntExact(tensor.elements());
  }

  private static void read(Tensor tensor, Kind kind, MemorySegment values) {
    try (Tensor converted = tensor.to(kind)) {
      converted
          .memory()
          .torch()
          .read(
              converted,
              (piece, begin) -> MemorySegment.copy(piece, 0, values, begin, piece.byteSize()));
    }
  }
}
