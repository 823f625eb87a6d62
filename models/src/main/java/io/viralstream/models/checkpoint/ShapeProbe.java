package io.viralstream.models.checkpoint;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Asks a model for the names and shapes of its weights: each gets one number, seen everywhere, so
/// that a model of any size takes no room.
public final class ShapeProbe implements WeightSource {
  private final Torch torch;
  private final SequencedMap<String, List<Long>> shapes = new LinkedHashMap<>();

  public ShapeProbe(Torch torch) {
    this.torch = torch;
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    shapes.put(name, Arrays.stream(shape).boxed().toList());
    try (Scope scope = torch.inference()) {
      return scope.keep(torch.scalar(0, torch.numerics().weights()).expand(shape));
    }
  }

  /// The shapes by our names, in the order of asking.
  public SequencedMap<String, List<Long>> shapes() {
    return shapes;
  }
}
