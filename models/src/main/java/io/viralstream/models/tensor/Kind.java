package io.viralstream.models.tensor;

/// The type of a tensor's elements.
public enum Kind {
  F32("float32", 6, 0, 4),
  F64("float64", 7, 1, 8),
  F16("float16", 5, 2, 2),
  BF16("bfloat16", 15, 9, 2),
  I64("int64", 4, 6, 8),
  I32("int32", 3, 4, 4),
  U8("uint8", 0, 3, 1),
  BOOL("bool", 11, 7, 1);

  /// The number that libtorch gives the type.
  final long scalarType;

  /// The number that the JNI layer gives it; that of bfloat16 is its "unknown", as it knows no
  /// other.
  final int jniType;

  private final String dataType;
  private final int bytes;

  Kind(String dataType, long scalarType, int jniType, int bytes) {
    this.dataType = dataType;
    this.scalarType = scalarType;
    this.jniType = jniType;
    this.bytes = bytes;
  }

  /// The name that PyTorch gives the type, such as `float32`.
  public String dataType() {
    return dataType;
  }

  /// Bytes an element takes.
  public int bytes() {
    return bytes;
  }

  static Kind ofJniType(int number) {
    for (Kind kind : values()) {
      if (kind.jniType == number) {
        return kind;
      }
    }
    throw new IllegalStateException("element type " + number + " is not one that Kind lists");
  }
}
