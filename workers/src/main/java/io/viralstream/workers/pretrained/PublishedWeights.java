package io.viralstream.workers.pretrained;

import io.viralstream.workers.checkpoint.CheckpointRejected;
import io.viralstream.workers.checkpoint.StoredWeights;
import io.viralstream.workers.checkpoint.WeightFiles;
import io.viralstream.workers.model.Initial;
import io.viralstream.workers.model.WeightSource;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The weights of published files under our names; it remembers which were asked for.
final class PublishedWeights implements WeightSource {
  private final WeightFiles files;
  private final StoredWeights stored;
  private final UnaryOperator<String> theirs;
  private final Set<String> left;

  /// @param theirs their name of one of our weights
  PublishedWeights(Torch torch, WeightFiles files, UnaryOperator<String> theirs) {
    this.files = files;
    this.stored = new StoredWeights(torch, files);
    this.theirs = theirs;
    this.left = new TreeSet<>(files.names());
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    String their = theirs.apply(name);
    Tensor weight = stored.weight(their, initial, shape);
    left.remove(their);
    return weight;
  }

  /// A weight that no module takes would be a part of the model that is not computed.
  ///
  /// @param harmless names that other writers leave in their files
  /// @throws CheckpointRejected naming file and tensor
  void requireAllTaken(Predicate<String> harmless) {
    left.removeIf(harmless);
    if (left.isEmpty()) return;
    String first = left.iterator().next();
    throw new CheckpointRejected(
        "%s: tensor %s is no part of the model that config.json describes (%d such tensors)"
            .formatted(files.file(first), first, left.size()));
  }
}
