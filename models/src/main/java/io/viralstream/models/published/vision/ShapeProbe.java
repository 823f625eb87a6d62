package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Notes what a model asks for without reading it: each tensor is one number, seen everywhere, so
/// that a model of any size takes no room.
final class ShapeProbe implements SourceTensors {
  private final Torch torch;
  private final SortedMap<String, List<Long>> shapes = new TreeMap<>();

  ShapeProbe(Torch torch) {
    this.torch = torch;
  }

  @Override
  public Tensor read(SourceTensor tensor, long... shape) {
    shapes.put(tensor.name(), Arrays.stream(shape).boxed().toList());
    long[] part = shape.clone();
    part[0] /= tensor.parts();
    return torch.full(0, Kind.F32, 1).expand(part);
  }

  /// Shapes by the files' names.
  SortedMap<String, List<Long>> shapes() {
    return shapes;
  }

  /// Every tensor that is missing, of another shape or type, or not expected.
  List<String> problems(WeightFiles files, Unused unused) {
    List<String> problems = new ArrayList<>();
    for (Map.Entry<String, List<Long>> each : shapes.entrySet()) {
      String where = files.file(each.getKey()) + ": tensor " + each.getKey();
      Optional<StoredTensor> stored = files.find(each.getKey());
      if (stored.isEmpty()) problems.add(where + " is missing");
      stored.ifPresent(tensor -> compare(where, tensor, each.getValue(), problems));
    }
    for (String name : new TreeSet<>(files.names())) {
      if (!shapes.containsKey(name) && !unused.includes(name)) {
        problems.add(files.file(name) + ": tensor " + name + " is not expected");
      }
    }
    return problems;
  }

  private static void compare(
      String where, StoredTensor stored, List<Long> shape, List<String> problems) {
    if (!stored.shape().equals(shape)) {
      problems.add(where + ": shape " + stored.shape() + ", expected " + shape);
    }
    if (!stored.type().isWeight()) {
      problems.add(where + ": " + stored.type() + ", expected one of F32, F16, BF16");
    }
  }
}
