package io.viralstream.models.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/// A named tensor as it lies in a file or will lie there: little-endian elements in row-major
/// order.
///
/// @param shape sizes by axis; empty for a scalar
/// @param data exactly as many bytes as shape and type say
public record StoredTensor(String name, ElementType type, List<Long> shape, MemorySegment data)
    implements WritableTensor {
  private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT = JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG = JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private static final long PIECE = 1L << 30;

  public StoredTensor {
    shape = List.copyOf(shape);
    if (data.byteSize() != Math.multiplyExact(count(shape), (long) type.bytes())) {
      throw new IllegalArgumentException(
          name + ": " + data.byteSize() + " bytes do not fit " + type + " of shape " + shape);
    }
  }

  /// Floats as stored in four bytes each.
  public static StoredTensor f32(String name, long[] shape, float[] values) {
    MemorySegment data = bytes(values.length * 4L);
    for (int i = 0; i < values.length; i++) data.setAtIndex(FLOAT, i, values[i]);
    return of(name, ElementType.F32, shape, data);
  }

  /// Floats rounded to half precision, ties to even.
  public static StoredTensor f16(String name, long[] shape, float[] values) {
    MemorySegment data = bytes(values.length * 2L);
    for (int i = 0; i < values.length; i++) {
      data.setAtIndex(SHORT, i, Float.floatToFloat16(values[i]));
    }
    return of(name, ElementType.F16, shape, data);
  }

  /// Floats rounded to the upper half of their bits, ties to even.
  public static StoredTensor bf16(String name, long[] shape, float[] values) {
    MemorySegment data = bytes(values.length * 2L);
    for (int i = 0; i < values.length; i++) data.setAtIndex(SHORT, i, brainFloat(values[i]));
    return of(name, ElementType.BF16, shape, data);
  }

  /// A NaN stays one.
  private static short brainFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) return (short) ((bits >>> 16) | 0x40);
    int half = 0x7FFF + ((bits >>> 16) & 1);
    return (short) ((bits + half) >>> 16);
  }

  /// Whole numbers in eight bytes each.
  public static StoredTensor i64(String name, long[] shape, long[] values) {
    MemorySegment data = bytes(values.length * 8L);
    for (int i = 0; i < values.length; i++) data.setAtIndex(LONG, i, values[i]);
    return of(name, ElementType.I64, shape, data);
  }

  /// The elements of a floating-point tensor, widened to floats without loss.
  ///
  /// @throws CheckpointRejected for other element types
  public float[] floats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) values[i] = floatAt(i);
    return values;
  }

  /// The place of the first element that is infinite or no number, where there is one.
  ///
  /// @throws CheckpointRejected for other types than [#floats] takes
  public OptionalLong firstNotFinite() {
    long count = data.byteSize() / type.bytes();
    return switch (type) {
      case F32 -> first(count, i -> hasOnes(data.getAtIndex(INT, i), 0x7F80_0000));
      case F16 -> first(count, i -> hasOnes(data.getAtIndex(SHORT, i), 0x7C00));
      case BF16 -> first(count, i -> hasOnes(data.getAtIndex(SHORT, i), 0x7F80));
      case F64, I64, I32, I16, I8, U8, BOOL -> throw noFloats();
    };
  }

  /// Whether all bits of the exponent are 1.
  private static boolean hasOnes(int bits, int exponent) {
    return (bits & exponent) == exponent;
  }

  private static OptionalLong first(long count, LongPredicate matches) {
    for (long i = 0; i < count; i++) {
      if (matches.test(i)) return OptionalLong.of(i);
    }
    return OptionalLong.empty();
  }

  /// The elements of an I64 tensor.
  public long[] longs() {
    if (type != ElementType.I64) throw new CheckpointRejected(name + ": is " + type + ", not I64");
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) values[i] = data.getAtIndex(LONG, i);
    return values;
  }

  /// The sizes by axis.
  public long[] dimensions() {
    return shape.stream().mapToLong(Long::longValue).toArray();
  }

  /// Elements along the first axis: these rows lie one behind the other.
  public StoredTensor rows(long from, long count) {
    long row = data.byteSize() / shape.getFirst();
    List<Long> part = new ArrayList<>(shape);
    part.set(0, count);
    return new StoredTensor(name, type, part, data.asSlice(from * row, count * row));
  }

  /// The same elements along other axes.
  public StoredTensor reshaped(long... axes) {
    return of(name, type, axes, data);
  }

  /// Its bytes in order, as buffers that together may hold more than one of them can.
  public List<ByteBuffer> pieces() {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (long begin = 0; begin < data.byteSize(); begin += PIECE) {
      long length = Math.min(PIECE, data.byteSize() - begin);
      pieces.add(data.asSlice(begin, length).asByteBuffer());
    }
    return pieces;
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    for (ByteBuffer piece : pieces()) EngineTensor.writeFully(piece, channel);
  }

  private float floatAt(int i) {
    return switch (type) {
      case F32 -> data.getAtIndex(FLOAT, i);
      case F16 -> Float.float16ToFloat(data.getAtIndex(SHORT, i));
      case BF16 -> Float.intBitsToFloat(data.getAtIndex(SHORT, i) << 16);
      case F64, I64, I32, I16, I8, U8, BOOL -> throw noFloats();
    };
  }

  private CheckpointRejected noFloats() {
    return new CheckpointRejected(name + ": is " + type + ", not F32, F16 or BF16");
  }

  private int size() {
    long count = count(shape);
    if (count > Integer.MAX_VALUE - 8) {
      throw new CheckpointRejected(name + ": " + count + " elements do not fit one array");
    }
    return (int) count;
  }

  /// Elements of a shape.
  ///
  /// @throws ArithmeticException where the number does not fit
  static long count(List<Long> shape) {
    long count = 1;
    for (long axis : shape) count = Math.multiplyExact(count, axis);
    return count;
  }

  private static StoredTensor of(String name, ElementType type, long[] shape, MemorySegment data) {
    List<Long> axes = Arrays.stream(shape).boxed().toList();
    return new StoredTensor(name, type, axes, data);
  }

  /// Off the heap, where the bytes may be more than an array can hold.
  private static MemorySegment bytes(long size) {
    return Arena.ofAuto().allocate(size);
  }
}
