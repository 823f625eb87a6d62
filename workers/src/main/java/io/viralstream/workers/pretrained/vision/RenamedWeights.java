package io.viralstream.workers.pretrained.vision;

import io.viralstream.workers.model.Initial;
import io.viralstream.workers.model.WeightSource;
import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;

/// Gives a model of ours the tensors of somebody's files.
record RenamedWeights(Torch torch, TensorNames names, TheirTensors theirs) implements WeightSource {
  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    TheirTensor tensor = names.of(name);
    try (Scope scope = torch.inference()) {
      return scope.keep(theirs.read(tensor, tensor.shape(shape)).reshape(shape));
    }
  }
}
