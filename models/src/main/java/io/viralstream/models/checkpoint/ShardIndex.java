package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// `model.safetensors.index.json`: which shard holds which tensor.
///
/// @param file named in errors
/// @param shardOf file name by tensor name
record ShardIndex(String file, Map<String, String> shardOf) {
  /// Far above real ones: 100,000 tensors take about 10 MiB.
  private static final long FILE_LIMIT = 32L << 20;

  private static final int SHARD_LIMIT = 1_000;

  /// A plain name, so that no shard lies outside the directory.
  private static final Pattern SHARD = Pattern.compile("\\w[\\w.-]{0,200}\\.safetensors");

  static ShardIndex read(Path path) throws IOException {
    String file = String.valueOf(path.getFileName());
    JsonNode map = StrictJson.read(path, ObjectNode.class, FILE_LIMIT).path("weight_map");
    if (!map.isObject() || map.isEmpty()) {
      throw new CheckpointRejected(file + ": weight_map must be an object that names tensors");
    }
    Map<String, String> shardOf = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : map.properties()) {
      shardOf.put(each.getKey(), shard(file, each.getKey(), each.getValue()));
    }
    return new ShardIndex(file, shardOf).checked();
  }

  private static String shard(String file, String tensor, JsonNode value) {
    if (!value.isTextual() || !SHARD.matcher(value.textValue()).matches()) {
      throw new CheckpointRejected(
          file + ": tensor " + tensor + ": shard " + value + " is no plain *.safetensors name");
    }
    return value.textValue();
  }

  private ShardIndex checked() {
    int shards = shards().size();
    if (shards > SHARD_LIMIT) {
      throw new CheckpointRejected(file + ": " + shards + " shards, limit " + SHARD_LIMIT);
    }
    return this;
  }

  /// The shards' names, in order.
  List<String> shards() {
    return List.copyOf(new TreeSet<>(shardOf.values()));
  }

  /// A tensor in two shards, or one that nobody listed, is no accident to be passed over.
  void requireListed(String tensor, String shard) {
    String listed = shardOf.get(tensor);
    if (!shard.equals(listed)) {
      String says = listed == null ? "does not list it" : "says " + listed;
      throw new CheckpointRejected(
          shard + ": tensor " + tensor + " lies here, but " + file + " " + says);
    }
  }

  /// @param found the names of all tensors of all shards
  void requireAllOf(Set<String> found) {
    for (Map.Entry<String, String> each : shardOf.entrySet()) {
      if (!found.contains(each.getKey())) {
        throw new CheckpointRejected(
            each.getValue()
                + ": tensor "
                + each.getKey()
                + " is missing, though "
                + file
                + " says it is here");
      }
    }
  }
}
