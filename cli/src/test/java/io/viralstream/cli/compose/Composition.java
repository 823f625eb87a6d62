package io.viralstream.cli.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `compose/compose.yaml` as Docker reads it, with the keys of one or more env files put in.
///
/// @param keys what the env files say, later ones winning
/// @param services by name
public record Composition(Map<String, String> keys, Map<String, Service> services) {
  static final Path FOLDER = Path.of("..", "compose");
  static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)}");

  /// One service; what it lacks is empty.
  public record Service(String name, Map<String, Object> fields) {
    public List<String> list(String field) {
      return fields.get(field) instanceof List<?> values
          ? values.stream().map(String::valueOf).toList()
          : List.of();
    }

    public String text(String field) {
      return String.valueOf(fields.getOrDefault(field, ""));
    }

    public Map<String, Object> map(String field) {
      return asMap(fields.getOrDefault(field, Map.of()));
    }

    Map<String, String> environment() {
      return map("environment").entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    /// A role of the product, and no component.
    public boolean isRole() {
      return text("image").startsWith("viralstream:");
    }

    /// What does its work once and ends.
    boolean endsByItself() {
      return text("restart").equals("on-failure");
    }

    /// The command that asks for its health.
    public String healthTest() {
      return map("healthcheck").get("test") instanceof List<?> test
          ? String.valueOf(test.getLast())
          : "";
    }
  }

  public static Composition standard() {
    return of(".env");
  }

  static Composition of(String... envFiles) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String file : envFiles) keys.putAll(keys(text(file)));
    String whole =
        VARIABLE.matcher(text("compose.yaml")).replaceAll(found -> value(keys, found.group(1)));
    Map<String, Object> parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(whole);
    Map<String, Service> services = new LinkedHashMap<>();
    asMap(Objects.requireNonNull(parsed.get("services")))
        .forEach((name, fields) -> services.put(name, new Service(name, asMap(fields))));
    return new Composition(keys, services);
  }

  private static String value(Map<String, String> keys, String key) {
    String value = keys.get(key);
    if (value == null) throw new IllegalStateException(key + " stands in no env file");
    return Matcher.quoteReplacement(value);
  }

  private static Map<String, String> keys(String envFile) {
    return envFile
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> pair[1], (one, other) -> other, LinkedHashMap::new));
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException("compose/" + file + " cannot be read", e);
    }
  }

  public List<Service> roles() {
    return services.values().stream().filter(Service::isRole).toList();
  }

  Service service(String name) {
    return Objects.requireNonNull(services.get(name), name);
  }

  @SuppressWarnings("unchecked") // YAML's maps have texts as keys here
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }
}
