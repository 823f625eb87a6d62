package io.viralstream.models.published.vision;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// Tensors read from safetensors files, which remembers those that were asked for.
final class StoredTensors implements SourceTensors {
  private final Torch torch;
  private final WeightFiles files;
  private final Set<String> asked = new HashSet<>();

  StoredTensors(Torch torch, WeightFiles files) {
    this.torch = torch;
    this.files = files;
  }

  @Override
  public Tensor read(SourceTensor tensor, long... shape) {
    asked.add(tensor.name());
    StoredTensor whole = files.tensor(tensor.name());
    if (!Arrays.equals(whole.dimensions(), shape)) {
      throw new CheckpointRejected(
          files.file(tensor.name())
              + ": tensor "
              + tensor.name()
              + ": shape "
              + whole.shape()
              + ", expected "
              + Arrays.toString(shape));
    }
    if (!whole.type().isWeight()) {
      throw new CheckpointRejected(
          String.format(
              Locale.ROOT,
              "%s: tensor %s: %s, expected one of F32, F16, BF16",
              files.file(tensor.name()),
              tensor.name(),
              whole.type()));
    }
    return TensorStorage.read(torch, part(whole, tensor), Kind.F32);
  }

  /// Rows lie one behind the other, so that a part is a slice of the mapped file.
  private static StoredTensor part(StoredTensor whole, SourceTensor tensor) {
    if (tensor.parts() == 1) return whole;
    List<Long> shape = new ArrayList<>(whole.shape());
    shape.set(0, shape.getFirst() / tensor.parts());
    long bytes = whole.data().byteSize() / tensor.parts();
    MemorySegment rows = whole.data().asSlice(bytes * tensor.part(), bytes);
    return new StoredTensor(whole.name(), whole.type(), shape, rows);
  }

  /// A tensor that nothing asked for may be a part of the model that would be left out in silence.
  ///
  /// @throws CheckpointRejected naming the first, unless it is one that the family declares unused
  void refuseUnexpected(Unused unused) {
    Set<String> unexpected = new TreeSet<>(files.names());
    unexpected.removeAll(asked);
    unexpected.removeIf(unused::includes);
    if (unexpected.isEmpty()) return;
    String first = unexpected.iterator().next();
    throw new CheckpointRejected(
        files.file(first)
            + ": tensor "
            + first
            + " is not expected"
            + (unexpected.size() == 1 ? "" : ", nor are " + (unexpected.size() - 1) + " others"));
  }
}
