package io.viralstream.models.published;

import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.TensorNames;
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
    LlavaNames names,
    Optional<WeightFiles> tower,
    boolean tiedHead,
    Findings found) {
  /// Adds every tensor that is missing, of another shape or type, or too many.
  ///
  /// @param asked shapes by our names
  void compare(Map<String, List<Long>> asked) {
    Set<String> left = new TreeSet<>(files.names());
    for (Map.Entry<String, List<Long>> each : asked.entrySet()) {
      if (tower.isPresent() && each.getKey().startsWith(LlavaNames.TOWER)) {
        compare(tower.get(), LlavaNames.ofTower(tower.get().names()), each);
        continue;
      }
      left.remove(names.of(each.getKey()).name());
      compare(files, names, each);
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

  private void compare(
      WeightFiles holding, TensorNames called, Map.Entry<String, List<Long>> each) {
    long[] shape = each.getValue().stream().mapToLong(Long::longValue).toArray();
    StoredWeights.problems(holding, called, each.getKey(), shape).forEach(found::add);
  }
}
