package io.viralstream.models.checkpoint;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.Supplier;

/// A tensor that is computed when its turn in the file comes, and freed behind it: so a file of any
/// size takes the memory of its largest tensor.
///
/// @param type F32, F16 or BF16, to which it is rounded: ties to even
/// @param computing gives it in the innermost scope, of exactly this shape
public record ComputedTensor(
    Torch torch, String name, ElementType type, List<Long> shape, Supplier<Tensor> computing)
    implements WritableTensor {
  public ComputedTensor {
    shape = List.copyOf(shape);
    if (!type.isWeight()) {
      throw new IllegalArgumentException(name + ": " + type + ", expected F32, F16 or BF16");
    }
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    try (Scope scope = torch.inference()) {
      EngineTensor computed = EngineTensor.of(name, computing.get().to(kind()));
      if (!computed.shape().equals(shape)) {
        throw new IllegalStateException(
            name + ": shape " + computed.shape() + ", expected " + shape);
      }
      computed.writeTo(channel);
    }
  }

  private Kind kind() {
    return switch (type) {
      case F32 -> Kind.F32;
      case F16 -> Kind.F16;
      case BF16 -> Kind.BF16;
      case F64, I64, I32, I16, I8, U8, BOOL ->
          throw new IllegalStateException(name + ": " + type + " is no weight");
    };
  }
}
