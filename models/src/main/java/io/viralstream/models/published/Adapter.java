package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A LoRA adapter that is merged into the weights as they are loaded: W + scale · B · A.
///
/// Its modules are found under all three namings in use (docs/method.md §11). One tensor that finds
/// no weight is an error: an adapter that changes nothing must not look like one that works.
final class Adapter implements AutoCloseable {
  private static final String FILE = "adapter_model.safetensors";

  /// What LLaVA's own training puts beside an adapter: its projector.
  private static final String UNREAD = "non_lora_trainables.bin";

  private static final String ROOT = "base_model.model.";
  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";

  private final Torch torch;
  private final WeightFiles files;
  private final AdapterConfig config;

  /// Their name of a module, by ours.
  private final Map<String, String> modules = new TreeMap<>();

  private final Set<String> unmerged;

  private Adapter(Torch torch, WeightFiles files, AdapterConfig config) {
    this.torch = torch;
    this.files = files;
    this.config = config;
    files.names().forEach(this::add);
    unmerged = new TreeSet<>(modules.keySet());
  }

  /// The one that is named, or the one beside the model, if any.
  ///
  /// @throws CheckpointRejected as [#open] and [EmbeddedAdapter#of]
  static Optional<Adapter> of(Torch torch, Path model, Optional<Path> named) throws IOException {
    Optional<Path> directory = EmbeddedAdapter.of(model, named);
    return directory.isEmpty() ? Optional.empty() : Optional.of(open(torch, directory.get()));
  }

  /// Opens a directory with `adapter_config.json` and `adapter_model.safetensors`.
  ///
  /// @throws CheckpointRejected naming file and key or tensor
  static Adapter open(Torch torch, Path directory) throws IOException {
    if (Files.exists(directory.resolve(UNREAD))) {
      throw new CheckpointRejected(
          UNREAD
              + " holds trained weights in a pickle, which is never read; merge it by LLaVA's own"
              + " script, or take it away where the adapter is meant alone");
    }
    ConfigSection config = ConfigSection.read(directory.resolve(EmbeddedAdapter.CONFIG));
    AdapterConfig settings = AdapterConfig.of(config);
    WeightFiles files = WeightFiles.open(directory, FILE);
    try {
      return new Adapter(torch, files, settings);
    } catch (CheckpointRejected noPair) {
      files.close();
      throw noPair;
    }
  }

  private void add(String name) {
    boolean isPair = name.endsWith(DOWN) || name.endsWith(UP);
    if (!isPair || !name.startsWith(ROOT)) {
      throw rejected(name, "is no lora_A or lora_B of " + ROOT);
    }
    String module = name.substring(ROOT.length(), name.length() - DOWN.length());
    String ours = LlavaNames.oursInAdapter(module + ".weight");
    String other = modules.put(ours, module);
    if (other != null && !other.equals(module))
      throw rejected(name, "adapts what " + other + " does");
  }

  /// The weights with the adapter in them.
  WeightSource over(WeightSource base) {
    return (name, initial, shape) -> {
      Tensor weight = base.weight(name, initial, shape);
      String module = modules.get(name);
      if (module == null) return weight;
      try (weight;
          Scope scope = torch.inference()) {
        unmerged.remove(name);
        return scope.keep(weight.add(change(module, shape)));
      }
    };
  }

  /// scale · B · A: `[out, r]` times `[r, in]`.
  private Tensor change(String module, long[] shape) {
    Tensor down = read(ROOT + module + DOWN, config.rank(), shape[1]);
    Tensor up = read(ROOT + module + UP, shape[0], config.rank());
    return up.matmul(down).mul(config.scale());
  }

  private Tensor read(String name, long rows, long columns) {
    return TensorStorage.read(torch, stored(name, rows, columns), torch.numerics().weights());
  }

  private StoredTensor stored(String name, long rows, long columns) {
    StoredTensor stored = files.tensor(name);
    if (!stored.shape().equals(List.of(rows, columns))) {
      throw rejected(name, "shape " + stored.shape() + ", expected " + List.of(rows, columns));
    }
    return stored;
  }

  /// Compares its tensors with the weights of a model; none is read.
  ///
  /// @param shapes by our names
  void compare(Map<String, List<Long>> shapes, Findings found) {
    modules.forEach((ours, theirs) ->
        found.attempt(() -> {
          List<Long> shape = shapes.get(ours);
          if (shape == null || shape.size() != 2) {
            throw rejected(ROOT + theirs + DOWN, "adapts no weight of this model");
          }
          stored(ROOT + theirs + DOWN, config.rank(), shape.get(1));
          return stored(ROOT + theirs + UP, shape.get(0), config.rank());
        }));
  }

  /// @throws CheckpointRejected where a module of the adapter is none of the model
  void requireAllMerged() {
    if (unmerged.isEmpty()) return;
    String first = unmerged.iterator().next();
    throw rejected(ROOT + modules.get(first) + DOWN, "adapts no weight of this model");
  }

  /// Nothing more is merged.
  @Override
  public void close() {
    files.close();
  }

  private static CheckpointRejected rejected(String tensor, String reason) {
    return new CheckpointRejected(FILE + ": tensor " + tensor + ": " + reason);
  }
}
