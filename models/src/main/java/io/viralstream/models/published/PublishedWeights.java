package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The weights of published files under our names; it remembers which were asked for.
final class PublishedWeights implements WeightSource {
  private final WeightFiles files;
  private final StoredWeights stored;
  private final WeightNames names;
  private final Set<String> left;

  PublishedWeights(Torch torch, WeightFiles files, WeightNames names) {
    this.files = files;
    this.stored = StoredWeights.mapped(torch, files);
    this.names = names;
    this.left = new TreeSet<>(files.names());
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    String their = names.theirs(name);
    Tensor weight = stored.weight(their, initial, shape);
    left.remove(their);
    return weight;
  }

  /// A weight that no module takes would be a part of the model that is not computed.
  ///
  /// @throws CheckpointRejected naming file and tensor
  void requireAllTaken(boolean tiedHead) {
    String head = names.head() + "weight";
    if (tiedHead && left.contains(head) && !names.headIsTheTable(files)) {
      throw new CheckpointRejected(names.notTheTable(files));
    }
    left.removeIf(name -> names.mayBeLeft(name, tiedHead));
    if (left.isEmpty()) return;
    String first = left.iterator().next();
    throw new CheckpointRejected(
        String.format(
            Locale.ROOT,
            "%s: tensor %s is no part of the model that config.json describes (%d such tensors)",
            files.file(first),
            first,
            left.size()));
  }
}
