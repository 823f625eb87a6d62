package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The weights of a checkpoint directory as one view, whether they lie in one file or in shards.
///
/// | the directory has | what is read |
/// |---|---|
/// | `model.safetensors` | that file |
/// | `model.safetensors.index.json` | the shards that its `weight_map` names |
/// | only pickles, such as `pytorch_model.bin` | nothing: the error says how to convert them |
///
/// All files are mapped and their headers checked at once; tensors cost nothing until they are
/// read.
public final class WeightFiles implements AutoCloseable {
  public static final String SINGLE = "model.safetensors";
  public static final String INDEX = "model.safetensors.index.json";

  private final Map<String, Safetensors> files;
  private final Optional<MappedUse> use;

  private WeightFiles(Map<String, Safetensors> files, Optional<MappedUse> use) {
    this.files = files;
    this.use = use;
  }

  /// Maps the weights of a directory, for as long as any tensor of them is reachable.
  ///
  /// @throws CheckpointRejected naming file and tensor where they are missing or unsound
  public static WeightFiles open(Path directory) throws IOException {
    return new WeightFiles(found(directory, Arena.ofAuto()), Optional.empty());
  }

  /// The same until this is closed and no weight lies in the files any more.
  public static WeightFiles held(Path directory) throws IOException {
    MappedUse use = new MappedUse();
    try {
      return new WeightFiles(found(directory, use.arena()), Optional.of(use));
    } catch (CheckpointRejected | IOException refused) {
      use.close();
      throw refused;
    }
  }

  /// Maps one file of a directory.
  ///
  /// @throws CheckpointRejected as [#open(Path)]
  public static WeightFiles open(Path directory, String name) throws IOException {
    if (!Files.exists(directory.resolve(name))) {
      throw new CheckpointRejected(absent(directory, "no " + name + " is"));
    }
    return of(Safetensors.open(within(directory, name)));
  }

  /// The view of one file.
  public static WeightFiles of(Safetensors file) {
    return new WeightFiles(byName(file), Optional.empty());
  }

  private static Map<String, Safetensors> found(Path directory, Arena arena) throws IOException {
    if (Files.exists(directory.resolve(SINGLE))) {
      return byName(Safetensors.open(within(directory, SINGLE), arena));
    }
    if (Files.exists(directory.resolve(INDEX))) {
      return sharded(directory, ShardIndex.read(within(directory, INDEX)), arena);
    }
    throw new CheckpointRejected(absent(directory, "neither " + SINGLE + " nor " + INDEX + " is"));
  }

  private static Map<String, Safetensors> byName(Safetensors file) {
    Map<String, Safetensors> files = new LinkedHashMap<>();
    file.tensors().forEach(tensor -> files.put(tensor.name(), file));
    return files;
  }

  private static Map<String, Safetensors> sharded(Path directory, ShardIndex index, Arena arena)
      throws IOException {
    Map<String, Safetensors> files = new LinkedHashMap<>();
    for (String name : index.shards()) {
      Safetensors shard = Safetensors.open(within(directory, name), arena);
      for (StoredTensor tensor : shard.tensors()) {
        index.requireListed(tensor.name(), name);
        files.put(tensor.name(), shard);
      }
    }
    index.requireAllOf(files.keySet());
    return files;
  }

  /// A file of the directory, see [CheckpointFile].
  private static Path within(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new CheckpointRejected(directory.getFileName() + ": " + name + " is missing");
    }
    if (!CheckpointFile.isIn(directory, file)) {
      throw new CheckpointRejected(
          directory.getFileName()
              + ": "
              + name
              + " is a link out of the directory; copy the checkpoint with its links resolved"
              + " (cp -rL)");
    }
    return file;
  }

  private static String absent(Path directory, String what) throws IOException {
    if (!Files.isDirectory(directory)) return directory + ": no such directory";
    String missing = directory.getFileName() + ": " + what + " there";
    return OtherWeights.in(directory).map(other -> missing + "; " + other).orElse(missing);
  }

  /// The tensor of that name.
  ///
  /// @throws CheckpointRejected where no file has one
  public StoredTensor tensor(String name) {
    return find(name)
        .orElseThrow(
            () -> new CheckpointRejected(fileNames() + ": tensor " + name + " is missing"));
  }

  /// The tensor of that name, if any file has it.
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(files.get(name)).map(file -> file.tensor(name));
  }

  /// The names of all tensors, file after file.
  public Set<String> names() {
    return Set.copyOf(files.keySet());
  }

  /// The name of the file that holds a tensor, for messages.
  public String file(String name) {
    Safetensors file = files.get(name);
    return file == null ? fileNames() : file.file();
  }

  private String fileNames() {
    List<String> names = files.values().stream().map(Safetensors::file).distinct().toList();
    return names.size() == 1 ? names.getFirst() : INDEX;
  }

  /// One user of the mapping more, and how it says that it is done.
  Runnable user() {
    return use.map(MappedUse::user).orElse(() -> {});
  }

  @Override
  public void close() {
    use.ifPresent(MappedUse::close);
  }
}
