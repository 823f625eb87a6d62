package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a safetensors file says about itself before its data, checked against the data's length.
///
/// @param metadata the file's own words, such as `format`
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  private static final int TENSOR_LIMIT = 100_000;
  private static final int AXIS_LIMIT = 16;
  private static final int NAME_LIMIT = 512;

  /// Where a tensor lies: bytes `begin` to `end` (exclusive) behind the header.
  record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {}

  /// @param file named in errors
  /// @param dataLength bytes behind the header; the tensors must fill them without gap or overlap
  static SafetensorsHeader parse(String file, String json, long dataLength) {
    JsonNode root = read(file, json);
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (field.getKey().equals("__metadata__")) {
        metadata.putAll(metadata(file, field.getValue()));
      } else {
        requireName(file, field.getKey());
        entries.add(entry(file + ": tensor " + field.getKey(), field.getKey(), field.getValue()));
      }
    }
    checkThatTheyFillTheData(file, entries, dataLength);
    return new SafetensorsHeader(metadata, List.copyOf(entries));
  }

  private static Map<String, String> metadata(String file, JsonNode value) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (!value.isObject()) throw new CheckpointRejected(file + ": __metadata__ is no object");
    for (Map.Entry<String, JsonNode> each : value.properties()) {
      if (!each.getValue().isTextual()) {
        throw new CheckpointRejected(file + ": __metadata__: " + each.getKey() + " is no text");
      }
      metadata.put(each.getKey(), each.getValue().textValue());
    }
    return metadata;
  }

  /// Names go into messages and logs, where they must stay one line.
  private static void requireName(String file, String name) {
    if (name.isEmpty() || name.length() > NAME_LIMIT) {
      throw new CheckpointRejected(
          file + ": tensor name of " + name.length() + " characters, expected 1 to " + NAME_LIMIT);
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new CheckpointRejected(file + ": a tensor name holds control characters");
    }
  }

  private static JsonNode read(String file, String json) {
    // Two tensors of one name would silently become one.
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    try {
      JsonNode root = mapper.readTree(json);
      if (!root.isObject()) throw new CheckpointRejected(file + ": header is no JSON object");
      if (root.size() > TENSOR_LIMIT) {
        throw new CheckpointRejected(file + ": " + root.size() + " tensors, limit " + TENSOR_LIMIT);
      }
      return root;
    } catch (JsonProcessingException bad) {
      throw new CheckpointRejected(file + ": header: " + bad.getOriginalMessage(), bad);
    }
  }

  private static Entry entry(String where, String name, JsonNode value) {
    ElementType type = type(where, value.path("dtype").asText());
    List<Long> shape = shape(where, value.path("shape"));
    JsonNode offsets = value.path("data_offsets");
    if (offsets.size() != 2 || !isWhole(offsets.get(0)) || !isWhole(offsets.get(1))) {
      throw new CheckpointRejected(where + ": data_offsets must be two whole numbers");
    }
    long begin = offsets.get(0).asLong();
    long end = offsets.get(1).asLong();
    long bytes = byteCount(where, shape, type);
    if (begin < 0 || end - begin != bytes) {
      throw new CheckpointRejected(
          where + ": data_offsets [" + begin + ", " + end + "] for " + bytes + " bytes");
    }
    return new Entry(name, type, shape, begin, end);
  }

  private static ElementType type(String where, String name) {
    for (ElementType type : ElementType.values()) if (type.name().equals(name)) return type;
    throw new CheckpointRejected(where + ": dtype " + name + " is not supported");
  }

  private static List<Long> shape(String where, JsonNode axes) {
    if (!axes.isArray() || axes.size() > AXIS_LIMIT) {
      throw new CheckpointRejected(where + ": shape must be a list of at most " + AXIS_LIMIT);
    }
    List<Long> shape = new ArrayList<>();
    for (JsonNode axis : axes) {
      if (!isWhole(axis) || axis.asLong() < 0) {
        throw new CheckpointRejected(where + ": shape " + axes + " has a bad axis");
      }
      shape.add(axis.asLong());
    }
    return shape;
  }

  private static boolean isWhole(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToLong();
  }

  private static long byteCount(String where, List<Long> shape, ElementType type) {
    try {
      return Math.multiplyExact(StoredTensor.count(shape), (long) type.bytes());
    } catch (ArithmeticException tooLarge) {
      throw new CheckpointRejected(where + ": shape " + shape + " is too large", tooLarge);
    }
  }

  private static void checkThatTheyFillTheData(String file, List<Entry> entries, long dataLength) {
    long filled = 0;
    List<Entry> inOrder =
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList();
    for (Entry entry : inOrder) {
      if (entry.begin() != filled || entry.end() > dataLength) {
        throw new CheckpointRejected(
            file
                + ": tensor "
                + entry.name()
                + ": bytes "
                + entry.begin()
                + " to "
                + entry.end()
                + " overlap, leave a gap or pass the end of the file ("
                + dataLength
                + ")");
      }
      filled = entry.end();
    }
    if (filled != dataLength) {
      throw new CheckpointRejected(
          file + ": " + (dataLength - filled) + " bytes belong to no tensor");
    }
  }
}
