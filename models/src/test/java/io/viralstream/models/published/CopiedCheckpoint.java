package io.viralstream.models.published;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A copy of a golden checkpoint, changed by a test.
record CopiedCheckpoint(Path directory) {
  /// Copies all but the weights.
  static CopiedCheckpoint of(String golden, Path below) throws IOException {
    Path directory = Files.createDirectory(below.resolve("copy"));
    try (Stream<Path> listed = Files.list(Golden.directory(golden))) {
      for (Path file : listed.toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.contains(".safetensors")) Files.copy(file, directory.resolve(name));
      }
    }
    return new CopiedCheckpoint(directory);
  }

  /// Copies all of a checkpoint of one file.
  static CopiedCheckpoint whole(String golden, Path below) throws IOException {
    CopiedCheckpoint copy = of(golden, below);
    String weights = "model.safetensors";
    Files.copy(Golden.directory(golden).resolve(weights), copy.directory.resolve(weights));
    return copy;
  }

  /// Writes weights under changed names; an empty name leaves one out.
  CopiedCheckpoint renamed(WeightFiles weights, UnaryOperator<String> names) throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    for (String name : weights.names()) {
      StoredTensor tensor = weights.tensor(name);
      String other = names.apply(name);
      if (!other.isEmpty()) {
        tensors.add(new StoredTensor(other, tensor.type(), tensor.shape(), tensor.data()));
      }
    }
    return written(tensors);
  }

  CopiedCheckpoint written(List<StoredTensor> tensors) throws IOException {
    Files.deleteIfExists(directory.resolve("model.safetensors"));
    SafetensorsWriter.write(directory.resolve("model.safetensors"), tensors);
    return this;
  }

  /// Changes a JSON file.
  CopiedCheckpoint edited(String file, Consumer<ObjectNode> change) throws IOException {
    Path path = directory.resolve(file);
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(Files.readString(path));
    change.accept(json);
    Files.writeString(path, json.toString());
    return this;
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(json);
    } catch (IOException bad) {
      throw new IllegalArgumentException(json, bad);
    }
  }

  /// One text of a JSON file.
  static String text(Path file, String key) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file)).get(key).asText();
  }
}
