package io.viralstream.models.published;

import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a model asks for beside what files hold, by names, shapes and types.
///
/// @param tower the files of an encoder that lies in a directory of its own
record TensorComparison(
    WeightFiles files,
    WeightNames names,
    Optional<WeightFiles> tower,
    boolean tiedHead,
    Findings found) {
  /// Adds every tensor that is missing, of another shape or type, or too many.
  ///
  /// @param asked shapes by our names
  void compare(Map<String, List<Long>> asked) {
    Set<String> left = new TreeSet<>(files.names());
    for (Map.Entry<String, List<Long>> each : asked.entrySet()) {
      if (tower.isPresent() && each.getKey().startsWith(WeightNames.TOWER)) {
        WeightNames inTower = WeightNames.ofTower(tower.get().names());
        compare(tower.get(), inTower.theirs(each.getKey()), each.getValue());
        continue;
      }
      String theirs = names.theirs(each.getKey());
      left.remove(theirs);
      compare(files, theirs, each.getValue());
    }
    if (tiedHead && left.contains(names.head() + "weight")) {
      found
          .attempt(() -> names.headIsTheTable(files))
          .filter(same -> !same)
          .ifPresent(other -> found.add(names.notTheTable(files)));
    }
    for (String name : left) {
      if (!names.mayBeLeft(name, tiedHead)) {
        found.add(files.file(name) + ": tensor " + name + " is no part of the model");
      }
    }
  }

  private void compare(WeightFiles holding, String name, List<Long> shape) {
    Optional<StoredTensor> stored = found.attempt(() -> holding.tensor(name));
    if (stored.isEmpty()) return;
    String where = holding.file(name) + ": tensor " + name + ": ";
    if (!stored.get().shape().equals(shape)) {
      found.add(where + "shape " + stored.get().shape() + ", expected " + shape);
    }
    if (!stored.get().type().isWeight()) {
      found.add(where + stored.get().type() + ", expected F32, F16 or BF16");
    }
  }
}
