package io.viralstream.cli.settings;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The process's environment, read once: only known keys, each checked where it is asked for.
///
/// An unknown `VIRAL_` key is a misspelt one and stops the start; other programs' keys are ignored.
public final class Environment {
  private static final String OURS = "VIRAL_";

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  private Environment() {}

  /// @throws Setting.Refused where a `VIRAL_` key is unknown
  public static Environment of(Map<String, String> variables) {
    var environment = new Environment();
    variables.forEach(environment::take);
    return environment;
  }

  private void take(String key, String value) {
    Optional<Setting> setting = Setting.named(key);
    if (setting.isEmpty() && key.startsWith(OURS)) {
      throw new Setting.Refused(
          "unknown setting " + key + ", did you mean " + Spelling.nearest(key) + "?");
    }
    setting.ifPresent(known -> put(known, value));
  }

  /// Blank means not given, but for the native ones: `CUDA_VISIBLE_DEVICES=` means no card.
  private void put(Setting setting, String value) {
    if (Setting.NATIVE.contains(setting)) values.put(setting, value);
    else if (!value.isBlank()) values.put(setting, value.strip());
  }

  /// The same environment with one value replaced, as an option does that outranks it.
  public Environment with(Setting setting, String value) {
    var copy = new Environment();
    copy.values.putAll(values);
    copy.values.put(setting, value);
    return copy;
  }

  /// What the environment says, without the default.
  public Optional<String> given(Setting setting) {
    return Optional.ofNullable(values.get(setting));
  }

  /// Everything that the environment says to us, to hand it to a child process.
  public Map<Setting, String> given() {
    var ours = new EnumMap<>(values);
    ours.keySet().removeAll(Setting.NATIVE);
    return Map.copyOf(ours);
  }

  /// What it says to native libraries, to be the environment of a child that loads them.
  public Map<String, String> forNatives() {
    var variables = new HashMap<String, String>();
    values.forEach((key, value) -> {
      if (Setting.NATIVE.contains(key)) variables.put(key.name(), value);
    });
    return variables;
  }

  /// @throws Setting.Refused where neither the environment nor the list has a value
  public String text(Setting setting) {
    String value = given(setting).orElse(setting.standard());
    if (value.isEmpty()) throw refused(setting, "", "a value: " + setting.meaning());
    return value;
  }

  /// @throws Setting.Refused where it is no whole number between both bounds, which belong to it
  public int integer(Setting setting, int least, int most) {
    String value = text(setting);
    String expectation = least + " to " + most;
    try {
      int number = Integer.parseInt(value);
      if (number < least || number > most) throw refused(setting, value, expectation);
      return number;
    } catch (NumberFormatException e) {
      throw refused(setting, value, expectation);
    }
  }

  /// @throws Setting.Refused where it is no absolute http or https address
  public URI url(Setting setting) {
    String value = text(setting);
    try {
      var url = URI.create(value);
      if (url.getHost() != null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) return url;
    } catch (IllegalArgumentException e) {
      throw refused(setting, hidden(value), "an address such as http://127.0.0.1:8123");
    }
    throw refused(setting, hidden(value), "an address such as http://127.0.0.1:8123");
  }

  /// @throws Setting.Refused where the file system knows no such name
  public Path path(Setting setting) {
    return path(setting, text(setting));
  }

  /// Paths with colons between them, perhaps none.
  ///
  /// @throws Setting.Refused as [#path]
  public List<Path> paths(Setting setting) {
    return Arrays.stream(given(setting).orElse(setting.standard()).split(":", -1))
        .filter(each -> !each.isBlank())
        .map(each -> path(setting, each.strip()))
        .toList();
  }

  private static Path path(Setting setting, String value) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(setting, value, "a path");
    }
  }

  private static Setting.Refused refused(Setting setting, String value, String expectation) {
    return new Setting.Refused(setting + "=" + value + ", expected " + expectation);
  }

  /// Addresses may hold a password, which belongs into no message.
  private static String hidden(String url) {
    return url.replaceAll("//[^/@]*@", "//…@");
  }
}
