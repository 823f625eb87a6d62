package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Arrays;
import java.util.OptionalLong;

/// A tensor of somebody's file, looked over before it is computed with: in the shape that is
/// expected, of weights, each a finite number.
final class SoundTensor {
  private SoundTensor() {}

  /// @throws CheckpointRejected naming the file, the tensor, and what was expected
  static StoredTensor of(WeightFiles files, String name, long... shape) {
    StoredTensor stored = files.tensor(name);
    if (!Arrays.equals(stored.dimensions(), shape)) {
      throw files.rejected(
          name, "shape " + stored.shape() + ", expected " + Arrays.toString(shape));
    }
    if (!stored.type().isWeight()) {
      throw files.rejected(name, stored.type() + ", expected F32, F16 or BF16");
    }
    OptionalLong bad = stored.firstNotFinite();
    if (bad.isPresent()) {
      throw files.rejected(name, "element " + bad.getAsLong() + " is not finite");
    }
    return stored;
  }

  /// Takes the place of a parameter's values.
  ///
  /// @throws CheckpointRejected as [#of]
  static void into(Torch torch, WeightFiles files, String name, Tensor parameter) {
    try (Scope scope = torch.inference()) {
      StoredTensor stored = of(files, name, parameter.shape());
      parameter.overwrite(TensorStorage.read(torch, stored, parameter.kind()));
    }
  }
}
