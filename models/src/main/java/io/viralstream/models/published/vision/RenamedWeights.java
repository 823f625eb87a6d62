package io.viralstream.models.published.vision;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;

/// Gives a model of ours the tensors of somebody's files.
record RenamedWeights(Torch torch, TensorNames names, SourceTensors sourceTensors)
    implements WeightSource {
  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    SourceTensor tensor = names.of(name);
    try (Scope scope = torch.inference()) {
      return scope.keep(sourceTensors.read(tensor, tensor.shape(shape)).reshape(shape));
    }
  }
}
