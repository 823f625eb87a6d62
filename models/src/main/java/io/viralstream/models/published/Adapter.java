package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorStorage;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.AdapterSource;
import io.viralstream.models.model.Initial;
import io.viralstream.models.model.LowRank;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A published LoRA adapter: beside the weights of the decoder's linear maps, W x + scale · B (A
/// x), and merged into any other weight as it is loaded, W + scale · B · A.
///
/// Where it brings a projector of its own, P_φ is that one. Its modules are found under all three
/// namings in use (docs/method.md §11). One tensor that finds no weight is an error: an adapter
/// that changes nothing must not look like one that works.
final class Adapter implements AutoCloseable {
  static final String FILE = "adapter_model.safetensors";

  /// What LLaVA's own training puts beside an adapter: its projector.
  private static final String UNREAD = "non_lora_trainables.bin";

  static final String ROOT = "base_model.model.";

  /// What stands in the name of a module that is saved whole; PEFT leaves it out of its files.
  private static final String WHOLE = "modules_to_save.default.";

  static final String PROJECTOR = "multi_modal_projector.";

  /// The weights that adapters stand beside.
  private static final Pattern BESIDE =
      Pattern.compile(
          "language_model\\.model\\.layers\\.\\d+\\."
              + "(self_attn\\.[qkvo]_proj|mlp\\.(gate|up|down)_proj)\\.weight");

  private static final String DOWN = ".lora_A.weight";
  private static final String UP = ".lora_B.weight";
  private static final String WEIGHT = ".weight";

  private final Torch torch;
  private final WeightFiles files;
  private final AdapterConfig config;

  /// Their name of a module, by ours.
  private final Map<String, String> modules = new TreeMap<>();

  /// The tensors of its own P_φ, by our names.
  private final Map<String, String> saved = new TreeMap<>();

  private final Set<String> unused;

  private Adapter(Torch torch, WeightFiles files, AdapterConfig config) {
    this.torch = torch;
    this.files = files;
    this.config = config;
    files.names().forEach(this::add);
    unused = new TreeSet<>(modules.keySet());
    unused.addAll(saved.keySet());
  }

  /// The one that is named, or the one beside the model, if any.
  ///
  /// @throws CheckpointRejected as [#open] and [EmbeddedAdapter#of]
  static Optional<Adapter> of(Torch torch, Path model, AdapterChoice choice) throws IOException {
    Optional<Path> directory =
        switch (choice) {
          case AdapterChoice.Embedded ignored -> EmbeddedAdapter.of(model, Optional.empty());
          case AdapterChoice.Stored stored ->
              EmbeddedAdapter.of(model, Optional.of(stored.directory()));
          case AdapterChoice.Whole ignored -> {
            EmbeddedAdapter.refuse(model);
            yield Optional.empty();
          }
          case AdapterChoice.Fresh ignored -> {
            EmbeddedAdapter.refuse(model);
            yield Optional.empty();
          }
        };
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
    if (config.savesProjector() && name.startsWith(ROOT) && isProjector(name)) return;
    boolean isPair = name.endsWith(DOWN) || name.endsWith(UP);
    if (!isPair || !name.startsWith(ROOT)) {
      throw rejected(name, "is no lora_A or lora_B of " + ROOT);
    }
    String module = name.substring(ROOT.length(), name.length() - DOWN.length());
    String ours = LlavaNames.oursInAdapter(module + WEIGHT);
    String other = modules.put(ours, module);
    if (other != null && !other.equals(module))
      throw rejected(name, "adapts what " + other + " does");
  }

  /// Whether it is a tensor of a P_φ that is saved whole, which is noted then.
  private boolean isProjector(String name) {
    String ours = LlavaNames.oursInAdapter(name.substring(ROOT.length()).replace(WHOLE, ""));
    boolean isWhole = ours.startsWith(LlavaNames.FIRST) || ours.startsWith(LlavaNames.SECOND);
    if (!isWhole || ours.contains(".lora_")) return false;
    String other = saved.put(ours, name);
    if (other != null) throw rejected(name, "is what " + other + " is");
    return true;
  }

  /// Whether a tensor of its own stands in the place of a weight.
  boolean replaces(String weight) {
    return config.savesProjector() && weight.startsWith(PROJECTOR);
  }

  /// r, and what B (A x) is multiplied with.
  AdapterConfig settings() {
    return config;
  }

  /// The weights with what is merged of the adapter in them, and with its own P_φ.
  WeightSource over(WeightSource base) {
    return new ReplacedWeights(
        base,
        (name, shape) -> {
          if (replaces(name)) return Optional.of(own(name, shape));
          String module = modules.get(name);
          if (module == null || isBeside(name)) return Optional.empty();
          return Optional.of(merged(base, name, module, shape));
        });
  }

  private Tensor merged(WeightSource base, String name, String module, long[] shape) {
    Tensor weight = base.weight(name, Initial.zeros(), shape);
    try (Scope scope = torch.inference()) {
      unused.remove(name);
      return scope.keep(weight.to(Kind.F32).add(change(module, shape)).to(weight.kind()));
    } finally {
      base.release(List.of(weight));
    }
  }

  private Tensor own(String name, long[] shape) {
    try (Scope scope = torch.inference()) {
      Tensor own = scope.keep(ownProjector(name, shape));
      unused.remove(name);
      return own;
    }
  }

  /// Makes a model with the adapter beside its weights; where that fails, what the adapter gave is
  /// freed.
  VisionLanguageModel beside(Function<AdapterSource, VisionLanguageModel> making) {
    List<Tensor> given = new ArrayList<>();
    try {
      return making.apply((module, in, out) -> beside(module, in, out, given));
    } catch (RuntimeException refused) {
      given.forEach(Tensor::close);
      throw refused;
    }
  }

  private Optional<LowRank> beside(String ours, long in, long out, List<Tensor> given) {
    String module = modules.get(ours + WEIGHT);
    if (module == null) return Optional.empty();
    unused.remove(ours + WEIGHT);
    try (Scope scope = torch.inference()) {
      Tensor down = read(ROOT + module + DOWN, config.rank(), in);
      Tensor up = read(ROOT + module + UP, out, config.rank());
      given.add(scope.keep(down));
      given.add(scope.keep(up));
      return Optional.of(new LowRank(down, up, config.scale()));
    }
  }

  /// Puts its tensors into adapters that have still to learn, and into P_φ where it brings one.
  ///
  /// @throws CheckpointRejected where a tensor fits none of the model's, or is not finite
  void into(VisionLanguageModel model) {
    Parameters fresh = model.adapterParameters().with(model.projectorParameters());
    modules.forEach((weight, theirs) -> {
      if (!isBeside(weight)) {
        throw rejected(ROOT + theirs + DOWN, "adapts what an arm leaves as its base has it");
      }
      String module = weight.substring(0, weight.length() - WEIGHT.length());
      overwrite(fresh, module + DOWN, ROOT + theirs + DOWN);
      overwrite(fresh, module + UP, ROOT + theirs + UP);
    });
    saved.forEach((ours, theirs) -> overwrite(fresh, ours, theirs));
    if (!config.savesProjector()) return;
    for (String name : model.projectorParameters().names()) {
      if (!saved.containsKey(name)) throw new CheckpointRejected(missing(name));
    }
  }

  private void overwrite(Parameters fresh, String ours, String theirs) {
    if (!fresh.names().contains(ours)) throw rejected(theirs, "is no tensor of this model");
    SoundTensor.into(torch, files, theirs, fresh.named(ours));
  }

  /// What the adapter adds to a weight, if anything: scale · B · A in the innermost scope.
  Optional<Tensor> changeOf(String weight, long[] shape) {
    return Optional.ofNullable(modules.get(weight)).map(module -> change(module, shape));
  }

  /// A tensor of its own P_φ, in the innermost scope.
  Tensor ownProjector(String ours, long[] shape) {
    String theirs = saved.get(ours);
    if (theirs == null) throw new CheckpointRejected(missing(ours));
    return read(theirs, shape);
  }

  private static boolean isBeside(String weight) {
    return BESIDE.matcher(weight).matches();
  }

  /// scale · B · A: `[out, r]` times `[r, in]`.
  private Tensor change(String module, long[] shape) {
    Tensor down = read(ROOT + module + DOWN, config.rank(), shape[1]);
    Tensor up = read(ROOT + module + UP, shape[0], config.rank());
    return up.matmul(down).mul(config.scale());
  }

  private Tensor read(String name, long... shape) {
    return TensorStorage.read(torch, sound(name, shape), Kind.F32);
  }

  private StoredTensor sound(String name, long... shape) {
    return SoundTensor.of(files, name, shape);
  }

  /// Compares its tensors with the weights of a model.
  ///
  /// @param shapes by our names
  void compare(Map<String, List<Long>> shapes, Findings found) {
    modules.forEach((ours, theirs) ->
        found.attempt(() -> {
          List<Long> shape = shapes.get(ours);
          if (shape == null || shape.size() != 2) {
            throw rejected(ROOT + theirs + DOWN, "adapts no weight of this model");
          }
          sound(ROOT + theirs + DOWN, config.rank(), shape.get(1));
          return sound(ROOT + theirs + UP, shape.get(0), config.rank());
        }));
    saved.forEach((ours, theirs) ->
        found.attempt(() -> {
          List<Long> shape = shapes.get(ours);
          if (shape == null) throw rejected(theirs, "is no weight of this model");
          return sound(theirs, shape.stream().mapToLong(Long::longValue).toArray());
        }));
    if (!config.savesProjector()) return;
    shapes.keySet().stream()
        .filter(name -> name.startsWith(PROJECTOR) && !saved.containsKey(name))
        .forEach(name -> found.add(missing(name)));
  }

  private static String missing(String ours) {
    return FILE + ": " + ours + " is missing, but modules_to_save names the projector";
  }

  /// @throws CheckpointRejected where a module of the adapter is none of the model
  void requireAllUsed() {
    if (unused.isEmpty()) return;
    String first = unused.iterator().next();
    String whole = saved.get(first);
    if (whole != null) throw rejected(whole, "is no weight of this model");
    throw rejected(ROOT + modules.get(first) + DOWN, "adapts no weight of this model");
  }

  /// Nothing more is read.
  @Override
  public void close() {
    files.close();
  }

  private static CheckpointRejected rejected(String tensor, String reason) {
    return new CheckpointRejected(FILE + ": tensor " + tensor + ": " + reason);
  }
}
