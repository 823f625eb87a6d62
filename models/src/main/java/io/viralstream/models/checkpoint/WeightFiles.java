package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
/// read. The caller that opens them closes them; a file is unmapped then, or with the last weight
/// that lies in it.
public final class WeightFiles implements AutoCloseable {
  public static final String SINGLE = "model.safetensors";
  public static final String INDEX = "model.safetensors.index.json";

  private final List<Safetensors> opened = new ArrayList<>();

  /// The files by the names of their tensors.
  private final Map<String, Safetensors> files = new LinkedHashMap<>();

  private WeightFiles() {}

  /// What opens one or several files.
  private interface Opening {
    void into(WeightFiles files) throws IOException;
  }

  private static WeightFiles opened(Opening opening) throws IOException {
    WeightFiles files = new WeightFiles();
    try {
      opening.into(files);
      return files;
    } catch (IOException | RuntimeException refused) {
      files.close();
      throw refused;
    }
  }

  /// Maps the weights of a directory.
  ///
  /// @throws CheckpointRejected naming file and tensor where they are missing or unsound
  public static WeightFiles open(Path directory) throws IOException {
    return opened(files -> files.addAllOf(directory));
  }

  /// Maps one file of a directory.
  ///
  /// @throws CheckpointRejected as [#open(Path)]
  public static WeightFiles open(Path directory, String name) throws IOException {
    if (!Files.exists(directory.resolve(name))) {
      throw new CheckpointRejected(absent(directory, "no " + name + " is"));
    }
    return file(within(directory, name));
  }

  /// Maps one file.
  ///
  /// @throws CheckpointRejected as [#open(Path)]
  public static WeightFiles file(Path path) throws IOException {
    return opened(files -> files.add(path));
  }

  private void addAllOf(Path directory) throws IOException {
    if (Files.exists(directory.resolve(SINGLE))) {
      add(within(directory, SINGLE));
      return;
    }
    if (Files.exists(directory.resolve(INDEX))) {
      addShards(directory, ShardIndex.read(within(directory, INDEX)));
      return;
    }
    throw new CheckpointRejected(absent(directory, "neither " + SINGLE + " nor " + INDEX + " is"));
  }

  private Safetensors add(Path path) throws IOException {
    Safetensors file = Safetensors.open(path);
    opened.add(file);
    file.tensors().forEach(tensor -> files.put(tensor.name(), file));
    return file;
  }

  private void addShards(Path directory, ShardIndex index) throws IOException {
    for (String name : index.shards()) {
      Safetensors shard = add(within(directory, name));
      for (StoredTensor tensor : shard.tensors()) index.requireListed(tensor.name(), name);
    }
    index.requireAllOf(files.keySet());
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

  /// The error that refuses a tensor, by the name of its file.
  public CheckpointRejected rejected(String tensor, String reason) {
    return new CheckpointRejected(file(tensor) + ": tensor " + tensor + ": " + reason);
  }

  private String fileNames() {
    List<String> names = files.values().stream().map(Safetensors::file).distinct().toList();
    return names.size() == 1 ? names.getFirst() : INDEX;
  }

  /// One weight more that lies in the file of that tensor, and how it says that it is done.
  Runnable user(String name) {
    return Objects.requireNonNull(files.get(name), name).user();
  }

  @Override
  public void close() {
    opened.forEach(Safetensors::close);
  }
}
