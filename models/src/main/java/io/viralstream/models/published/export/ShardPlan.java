package io.viralstream.models.published.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WritableTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which tensors lie in which file: `model.safetensors`, or shards with an index where that would
/// be too large.
///
/// @param shards a tensor larger than a shard has one to itself
record ShardPlan(List<List<WritableTensor>> shards) {
  /// Bytes of tensors in one file, as transformers writes them.
  static final long LARGEST = 5_000_000_000L;

  private static final String INDEX = "model.safetensors.index.json";

  /// In the order of the tensors.
  static ShardPlan of(List<? extends WritableTensor> tensors, long largest) {
    List<List<WritableTensor>> shards = new ArrayList<>();
    List<WritableTensor> shard = new ArrayList<>();
    long bytes = 0;
    for (WritableTensor tensor : tensors) {
      if (!shard.isEmpty() && bytes + tensor.byteSize() > largest) {
        shards.add(List.copyOf(shard));
        shard.clear();
        bytes = 0;
      }
      shard.add(tensor);
      bytes += tensor.byteSize();
    }
    shards.add(List.copyOf(shard));
    return new ShardPlan(List.copyOf(shards));
  }

  /// Bytes of all tensors.
  long bytes() {
    return shards.stream().flatMap(List::stream).mapToLong(WritableTensor::byteSize).sum();
  }

  void write(Path directory) throws IOException {
    ObjectNode index = JsonNodeFactory.instance.objectNode();
    index.putObject("metadata").put("total_size", bytes());
    ObjectNode map = index.putObject("weight_map");
    for (int i = 0; i < shards.size(); i++) {
      String file = file(i);
      SafetensorsWriter.write(directory.resolve(file), shards.get(i));
      shards.get(i).forEach(tensor -> map.put(tensor.name(), file));
    }
    if (shards.size() > 1) StrictJson.write(directory.resolve(INDEX), index);
  }

  private String file(int shard) {
    return shards.size() == 1
        ? "model.safetensors"
        : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", shard + 1, shards.size());
  }
}
