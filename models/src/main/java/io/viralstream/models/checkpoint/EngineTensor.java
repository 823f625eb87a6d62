package io.viralstream.models.checkpoint;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;

/// A tensor of the engine on its way into a file, read piece by piece while that is written.
///
/// So it may be of any size, and no second copy of it is made. It is written as it is at that
/// moment, and must not be freed before.
///
/// @param type its own, or F16 for an F32 tensor, which is then rounded: ties to even
record EngineTensor(String name, ElementType type, Tensor tensor) implements WritableTensor {
  private static final ValueLayout.OfFloat FLOAT = JAVA_FLOAT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT = JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  EngineTensor {
    boolean rounded = type == ElementType.F16 && tensor.kind() == Kind.F32;
    if (!rounded && type != TensorStorage.type(name, tensor.kind())) {
      throw new IllegalArgumentException(
          name + ": " + tensor.kind() + " is not written as " + type + ", only as it is");
    }
  }

  /// In its own type, bit for bit.
  static EngineTensor of(String name, Tensor tensor) {
    return new EngineTensor(name, TensorStorage.type(name, tensor.kind()), tensor);
  }

  /// Rounded to half precision.
  static EngineTensor halved(String name, Tensor tensor) {
    return new EngineTensor(name, ElementType.F16, tensor);
  }

  /// In half precision where that loses nothing, else in its own type.
  static EngineTensor narrowest(String name, Tensor tensor) {
    return tensor.kind() == Kind.F32 && isExactInHalf(tensor)
        ? halved(name, tensor)
        : of(name, tensor);
  }

  @Override
  public List<Long> shape() {
    return Arrays.stream(tensor.shape()).boxed().toList();
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    if (type == ElementType.F16 && tensor.kind() == Kind.F32) {
      tensor.read((piece, begin) -> writeHalved(piece, channel));
    } else {
      tensor.read((piece, begin) -> writeFully(piece.asByteBuffer(), channel));
    }
  }

  private static void writeHalved(MemorySegment floats, WritableByteChannel channel)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment halves = arena.allocate(floats.byteSize() / 2);
      for (long i = 0; i < floats.byteSize() / 4; i++) {
        halves.setAtIndex(SHORT, i, Float.floatToFloat16(floats.getAtIndex(FLOAT, i)));
      }
      writeFully(halves.asByteBuffer(), channel);
    }
  }

  static void writeFully(ByteBuffer bytes, WritableByteChannel channel) throws IOException {
    while (bytes.hasRemaining()) channel.write(bytes);
  }

  /// Whether each element has the same bits after it was rounded; a NaN is equal to a NaN.
  private static boolean isExactInHalf(Tensor tensor) {
    boolean[] exact = {true};
    tensor.read((piece, begin) -> exact[0] &= isExactInHalf(piece));
    return exact[0];
  }

  private static boolean isExactInHalf(MemorySegment floats) {
    for (long i = 0; i < floats.byteSize() / 4; i++) {
      float value = floats.getAtIndex(FLOAT, i);
      float half = Float.float16ToFloat(Float.floatToFloat16(value));
      if (Float.floatToIntBits(half) != Float.floatToIntBits(value)) return false;
    }
    return true;
  }
}
