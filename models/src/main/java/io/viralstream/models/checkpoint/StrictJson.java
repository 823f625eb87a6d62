package io.viralstream.models.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.text.ForeignContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// Settings records as JSON: every key must be known, every component present, and equal records
/// give equal bytes.
public final class StrictJson {
  private static final long FILE_LIMIT = 1 << 20;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .addModule(SettingsJson.module())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .injectableValues(SettingsJson.leftOut())
          .build();

  private StrictJson() {}

  /// Reads a file of at most 1 MiB.
  ///
  /// @throws CheckpointRejected naming the file and what is wrong in it
  public static <T> T read(Path file, Class<T> type) throws IOException {
    return read(file, type, FILE_LIMIT);
  }

  /// Reads a file of at most so many bytes.
  static <T> T read(Path file, Class<T> type, long limit) throws IOException {
    long size = Files.size(file);
    if (size > limit) {
      throw new CheckpointRejected(
          file.getFileName() + ": " + size + " bytes, at most " + limit + " are read");
    }
    String name = String.valueOf(file.getFileName());
    byte[] bytes = Files.readAllBytes(file);
    if (bytes.length == 0) throw new CheckpointRejected(name + ": is empty");
    ForeignContent.of(bytes)
        .ifPresent(kind -> {
          throw new CheckpointRejected(name + " " + kind);
        });
    return parse(name, utf8(name, bytes), type);
  }

  /// The text of a file; bytes that are none are refused, never replaced.
  static String utf8(String name, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException bad) {
      throw new CheckpointRejected(name + ": is not UTF-8", bad);
    }
  }

  /// @param name named in errors
  public static <T> T parse(String name, String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) throw new CheckpointRejected(name + ": holds no object");
      return value;
    } catch (JsonProcessingException bad) {
      throw new CheckpointRejected(name + ": " + bad.getOriginalMessage(), bad);
    }
  }

  /// An object that is parsed already, as settings.
  ///
  /// @param name named in errors
  public static <T> T convert(String name, ObjectNode json, Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException bad) {
      throw new CheckpointRejected(name + ": " + bad.getOriginalMessage(), bad);
    }
  }

  /// The values of an object by key, each as JSON, in alphabetical order of the keys.
  ///
  /// @param name named in errors
  public static SortedMap<String, String> values(String name, String json) {
    SortedMap<String, String> values = new TreeMap<>();
    parse(name, json, ObjectNode.class)
        .properties()
        .forEach(each -> values.put(each.getKey(), each.getValue().toString()));
    return values;
  }

  /// Canonical form: keys in alphabetical order, no blanks.
  public static String canonical(Object settings) {
    try {
      return MAPPER.writeValueAsString(settings);
    } catch (JsonProcessingException bad) {
      throw new IllegalArgumentException("cannot be written as JSON: " + settings, bad);
    }
  }

  /// Writes a new file, for people to read too, and flushes it.
  public static void write(Path file, Object settings) throws IOException {
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(settings) + "\n";
    Durable.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
