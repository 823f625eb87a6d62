package io.viralstream.embedded.clickhouse.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// The query string's names and values; of a repeated name the last value counts.
record UrlParameters(Map<String, String> values) {

  /// @param raw the undecoded query string; empty for none
  /// @throws RequestRefused if it has too many or badly encoded parameters
  static UrlParameters parse(String raw, int limit) {
    String[] pairs = raw.split("&", limit + 2);
    if (pairs.length > limit) {
      throw new RequestRefused(
          400, RequestRefused.BAD_ARGUMENTS, "query string: more than " + limit + " parameters");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        put(values, pair);
      }
    }
    return new UrlParameters(values);
  }

  private static void put(Map<String, String> values, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 0) {
      values.put(decode(pair), "");
      return;
    }
    values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
  }

  /// Decoding comes after splitting: a decoded & is part of a value.
  private static String decode(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(
          400, RequestRefused.BAD_ARGUMENTS, "query string: bad percent-encoding");
    }
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
  }

  /// @throws RequestRefused if the value is neither 1 nor 0
  boolean isOn(String name) {
    return number(name, 1).orElse(0L) == 1;
  }

  /// @throws RequestRefused if the value is no whole number from 0 to the limit
  Optional<Long> number(String name, long limit) {
    return value(name).map(value -> number(name, value, limit));
  }

  private static long number(String name, String value, long limit) {
    try {
      long number = Long.parseLong(value);
      if (number >= 0 && number <= limit) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new RequestRefused(
        400, RequestRefused.BAD_ARGUMENTS, name + ": expected a whole number from 0 to " + limit);
  }

  void forEach(BiConsumer<String, String> action) {
    values.forEach(action);
  }
}
