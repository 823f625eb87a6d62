package io.viralstream.embedded.clickhouse.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Refuses by name what the real server does and the embedded engine does not, so that nobody takes
/// it for done.
final class UnservedFeatures {

  private static final int AUTHENTICATION_FAILED = 516;
  private static final int UNKNOWN_ROLE = 511;

  /// Switches that may only be off.
  private static final Map<String, String> OFF =
      Map.of(
          "stacktrace", "errors come without",
          "http_write_exception_in_output_format", "errors come as text, or cut the connection",
          "add_http_cors_header", "web pages are not answered");

  private UnservedFeatures() {}

  /// @throws RequestRefused if the request asks for any of it
  static void refuse(Headers headers, UrlParameters url) {
    refuseUsers(headers, url);
    url.value("role")
        .ifPresent(role -> {
          throw new RequestRefused(404, UNKNOWN_ROLE, "role: the embedded engine has no roles");
        });
    OFF.forEach((name, instead) -> {
      if (url.isOn(name)) {
        throw new RequestRefused(
            501, RequestRefused.NOT_IMPLEMENTED, name + ": expected 0, " + instead);
      }
    });
    url.value("log_comment")
        .ifPresent(comment -> {
          throw new RequestRefused(
              501,
              RequestRefused.NOT_IMPLEMENTED,
              "log_comment: expected none, the embedded engine keeps the query's id there");
        });
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      throw new RequestRefused(
          501,
          RequestRefused.NOT_IMPLEMENTED,
          "Content-Type: the embedded engine takes no forms, so no tables inside of a request");
    }
  }

  /// The only user is `default`, without a password.
  private static void refuseUsers(Headers headers, UrlParameters url) {
    requireDefault("user", url.value("user"));
    requireDefault("X-ClickHouse-User", header(headers, "X-ClickHouse-User"));
    requireNone("password", url.value("password"));
    requireNone("X-ClickHouse-Key", header(headers, "X-ClickHouse-Key"));
    requireNone(
        "X-ClickHouse-SSL-Certificate-Auth",
        header(headers, "X-ClickHouse-SSL-Certificate-Auth").filter(value -> !value.equals("off")));
    header(headers, "Authorization").ifPresent(UnservedFeatures::requireDefaultLogin);
  }

  private static void requireDefaultLogin(String authorization) {
    List<String> words = List.of(authorization.strip().split("\\s+", 2));
    if (words.size() < 2 || !words.getFirst().equalsIgnoreCase("Basic")) {
      throw new RequestRefused(403, AUTHENTICATION_FAILED, "Authorization: expected Basic");
    }
    String login = decoded(words.getLast());
    int colon = login.indexOf(':');
    requireDefault("Authorization", Optional.of(colon < 0 ? login : login.substring(0, colon)));
    requireNone(
        "Authorization",
        Optional.of(colon < 0 ? "" : login.substring(colon + 1)).filter(word -> !word.isEmpty()));
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RequestRefused(403, AUTHENTICATION_FAILED, "Authorization: expected base64");
    }
  }

  private static void requireDefault(String name, Optional<String> user) {
    if (user.isPresent() && !user.get().isEmpty() && !user.get().equals("default")) {
      throw new RequestRefused(
          403, AUTHENTICATION_FAILED, name + ": the embedded engine has only the user default");
    }
  }

  private static void requireNone(String name, Optional<String> secret) {
    if (secret.isPresent()) {
      throw new RequestRefused(
          403, AUTHENTICATION_FAILED, name + ": the embedded engine has no passwords");
    }
  }

  private static Optional<String> header(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).filter(value -> !value.isBlank());
  }
}
