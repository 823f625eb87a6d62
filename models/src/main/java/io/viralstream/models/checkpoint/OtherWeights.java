package io.viralstream.models.checkpoint;

import io.viralstream.models.text.ForeignContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Weights that lie in a directory in a form or under a name that is not read.
public final class OtherWeights {
  private static final String ADAPTER = "adapter_model.safetensors";

  private OtherWeights() {}

  /// What is found instead of those that are read, as a sentence; nothing where there is nothing.
  public static Optional<String> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) return Optional.empty();
    List<String> names;
    try (Stream<Path> listed = Files.list(directory)) {
      names = listed.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
    return first(names, ".*\\.gguf")
        .map(name -> name + " " + ForeignContent.gguf())
        .or(() -> first(names, ".*-\\d{5}-of-\\d{5}\\.safetensors").map(OtherWeights::shard))
        .or(() ->
            first(names, ".*\\.(bin|pt|pth|ckpt)(\\.index\\.json)?").map(OtherWeights::pickle))
        .or(() -> first(names, ".*\\.(h5|msgpack|onnx|tflite)").map(OtherWeights::other))
        .or(() -> first(names, "(?!" + ADAPTER + ").*\\.safetensors").map(OtherWeights::renamed));
  }

  private static Optional<String> first(List<String> names, String pattern) {
    return names.stream().filter(name -> name.matches(pattern)).findFirst();
  }

  private static String shard(String name) {
    return name + " is one of several parts, whose list " + WeightFiles.INDEX + " is missing";
  }

  private static String renamed(String name) {
    return name
        + " is not read under that name; name it "
        + WeightFiles.SINGLE
        + " where it holds the whole model";
  }

  private static String pickle(String name) {
    return name
        + " is a pickle, which can run code and is never read. Convert it where you trust it: load"
        + " it with transformers' from_pretrained and write it with save_pretrained(directory,"
        + " safe_serialization=True), or save its state dict with safetensors.torch.save_file";
  }

  private static String other(String name) {
    return name + " is of another framework and is not read; take the model in safetensors";
  }
}
