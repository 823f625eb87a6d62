package io.viralstream.gateway.http;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `Content-Type`: its essence in lower case and the two parameters that matter here.
///
/// @param essence such as `multipart/form-data`
/// @param boundary what separates the parts of a multipart body
public record MediaType(String essence, Optional<String> boundary) {
  private static final int LENGTH = 512;
  private static final Pattern PARAMETER =
      Pattern.compile(";\\s*([A-Za-z0-9-]+)=(?:\"([^\"]*)\"|([^;\\s\"]+))");

  /// @param header the header's value, empty where there is none: then the body counts as JSON
  public static MediaType of(String header) {
    if (header.isBlank()) return new MediaType("application/json", Optional.empty());
    if (header.length() > LENGTH) throw unsupported("is longer than " + LENGTH + " characters");
    int end = header.indexOf(';');
    String essence = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    parameter(header, "charset")
        .filter(charset -> !charset.equalsIgnoreCase("utf-8"))
        .ifPresent(charset -> {
          throw unsupported("charset must be utf-8");
        });
    return new MediaType(essence, parameter(header, "boundary"));
  }

  private static Optional<String> parameter(String header, String name) {
    Matcher match = PARAMETER.matcher(header);
    while (match.find()) {
      if (match.group(1).equalsIgnoreCase(name))
        return Optional.of(match.group(2) == null ? match.group(3) : match.group(2));
    }
    return Optional.empty();
  }

  private static RuntimeException unsupported(String detail) {
    return Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Content-Type " + detail).exception();
  }
}
