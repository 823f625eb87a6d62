package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/// A named tensor that a file is to hold: what its header says, and its bytes once they are wanted.
public sealed interface WritableTensor permits StoredTensor, EngineTensor, ComputedTensor {
  String name();

  ElementType type();

  /// Sizes by axis; empty for a scalar.
  List<Long> shape();

  /// Writes its elements, little-endian and row-major: exactly [#byteSize] bytes.
  void writeTo(WritableByteChannel channel) throws IOException;

  /// What shape and type say.
  ///
  /// @throws ArithmeticException where the number does not fit
  default long byteSize() {
    return Math.multiplyExact(StoredTensor.count(shape()), (long) type().bytes());
  }
}
