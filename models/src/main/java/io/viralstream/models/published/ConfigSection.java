package io.viralstream.models.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.OtherWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.text.ForeignContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// One object of a published JSON file, read key by key; errors name the file and the key.
///
/// Writers leave out what equals their class's default, so each key is read with what its absence
/// means. A `null` means absence only where it does so for the writer.
///
/// @param where the file, and the keys on the way to this object, such as `config.json:
///   text_config`
public record ConfigSection(String where, ObjectNode json) {
  private static final int LIST_LIMIT = 1_024;

  /// Reads a file of at most 1 MiB.
  ///
  /// @throws CheckpointRejected where it is no JSON object
  public static ConfigSection read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) throw new CheckpointRejected(missing(file));
    return new ConfigSection(name, StrictJson.read(file, ObjectNode.class));
  }

  private static String missing(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && Files.isRegularFile(directory)) {
      String is = ForeignContent.of(directory).orElse("is a file");
      return directory + " " + is + "; expected a model's directory";
    }
    String missing = file + " is missing";
    if (directory == null || !file.endsWith("config.json")) return missing;
    return OtherWeights.in(directory).map(other -> missing + "; " + other).orElse(missing);
  }

  /// Whether the key is there with something other than `null`.
  public boolean has(String key) {
    return json.hasNonNull(key);
  }

  /// A whole number that must be there.
  public int whole(String key) {
    return wholeIfSet(key).orElseThrow(() -> refused(key, "a whole number"));
  }

  public int whole(String key, int leftOut) {
    return json.has(key) ? whole(key) : leftOut;
  }

  /// A whole number, or nothing where it is absent or `null`.
  public OptionalInt wholeIfSet(String key) {
    if (!has(key)) return OptionalInt.empty();
    return OptionalInt.of(whole(key, json.get(key)));
  }

  private int whole(String key, JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToInt()) return value.intValue();
    throw refused(key, "a whole number");
  }

  /// One whole number or a list of them; empty where it is `null`.
  public List<Integer> wholes(String key) {
    if (!has(key)) return List.of();
    JsonNode value = json.get(key);
    if (!value.isArray()) return List.of(whole(key, value));
    if (value.size() > LIST_LIMIT) throw refused(key, "at most " + LIST_LIMIT + " numbers");
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode each : value) numbers.add(whole(key, each));
    return numbers;
  }

  public double number(String key, double leftOut) {
    if (!json.has(key)) return leftOut;
    return numberIfSet(key).orElseThrow(() -> refused(key, "a number"));
  }

  /// A finite number, or nothing where it is absent or `null`.
  public OptionalDouble numberIfSet(String key) {
    if (!has(key)) return OptionalDouble.empty();
    double value = json.get(key).asDouble(Double.NaN);
    if (!json.get(key).isNumber() || !Double.isFinite(value)) throw refused(key, "a number");
    return OptionalDouble.of(value);
  }

  /// A list of finite numbers, or nothing where it is absent or `null`.
  public Optional<List<Double>> numbers(String key) {
    if (!has(key)) return Optional.empty();
    JsonNode value = json.get(key);
    if (!value.isArray() || value.size() > LIST_LIMIT) throw refused(key, "a list of numbers");
    List<Double> numbers = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isNumber() || !Double.isFinite(each.doubleValue())) {
        throw refused(key, "a list of numbers");
      }
      numbers.add(each.doubleValue());
    }
    return Optional.of(numbers);
  }

  /// A whole number, or a list of equal ones such as height and width.
  public int side(String key, int leftOut) {
    if (!json.has(key)) return leftOut;
    List<Integer> sides = wholes(key);
    if (sides.stream().distinct().count() != 1) throw refused(key, "a square");
    return sides.getFirst();
  }

  /// A boolean; `null` is false, as it is for the writers.
  public boolean flag(String key, boolean leftOut) {
    if (!json.has(key)) return leftOut;
    if (json.get(key).isNull()) return false;
    if (!json.get(key).isBoolean()) throw refused(key, "true or false");
    return json.get(key).booleanValue();
  }

  public String text(String key, String leftOut) {
    if (!json.has(key)) return leftOut;
    return textIfSet(key).orElseThrow(() -> refused(key, "a text"));
  }

  /// A text, or nothing where it is absent or `null`.
  public Optional<String> textIfSet(String key) {
    if (!has(key)) return Optional.empty();
    if (!json.get(key).isTextual()) throw refused(key, "a text");
    return Optional.of(json.get(key).textValue());
  }

  /// A list of texts; empty where it is absent or `null`.
  public List<String> texts(String key) {
    if (!has(key)) return List.of();
    JsonNode value = json.get(key);
    if (!value.isArray() || value.size() > LIST_LIMIT) throw refused(key, "a list of texts");
    List<String> texts = new ArrayList<>();
    for (JsonNode each : value) {
      if (!each.isTextual()) throw refused(key, "a list of texts");
      texts.add(each.textValue());
    }
    return texts;
  }

  /// The object below a key, or nothing where it is absent or `null`.
  public Optional<ConfigSection> section(String key) {
    if (!has(key)) return Optional.empty();
    if (!(json.get(key) instanceof ObjectNode below)) throw refused(key, "an object");
    return Optional.of(new ConfigSection(where + ": " + key, below));
  }

  /// The object below a key; one without keys where it is absent or `null`.
  public ConfigSection sectionOrEmpty(String key) {
    return section(key).orElseGet(() -> new ConfigSection(where + ": " + key, json.objectNode()));
  }

  /// Refuses a key that says anything but `null`.
  void requireAbsent(String key) {
    if (has(key)) throw refused(key, "nothing there");
  }

  /// Refuses a flag that is set.
  void requireFalse(String key) {
    if (flag(key, false)) throw refused(key, "false");
  }

  /// Refuses a text that is none of these.
  void requireText(String key, String leftOut, Set<String> known) {
    if (!known.contains(text(key, leftOut))) throw refused(key, "one of " + new TreeSet<>(known));
  }

  /// Refuses every key but these; `null` says nothing and is passed over.
  public void requireOnly(Set<String> known) {
    Set<String> found = new TreeSet<>();
    json.properties().forEach(each -> found.add(each.getKey()));
    found.removeIf(key -> known.contains(key) || !has(key));
    if (!found.isEmpty()) {
      throw new CheckpointRejected(where + ": " + found + " is not supported");
    }
  }

  /// Refuses the key's value with what was expected instead.
  public CheckpointRejected refused(String key, String expected) {
    String value = String.valueOf(json.get(key));
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return new CheckpointRejected(where + ": " + key + "=" + shown + ", expected " + expected);
  }
}
