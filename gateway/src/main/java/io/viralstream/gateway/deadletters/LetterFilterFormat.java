package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.LetterFilter;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Step;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads which dead letters a client speaks of, from an address or a document; every value is
/// checked by name.
final class LetterFilterFormat {
  private static final int REASON = 200;
  private static final Pattern TRUE_OR_FALSE = Pattern.compile("true|false");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private LetterFilterFormat() {}

  static LetterFilter read(Parameters parameters) {
    return read(
        name -> parameters.query(name).filter(value -> !value.isEmpty()),
        () -> parameters.query("resent", TRUE_OR_FALSE).map(Boolean::valueOf));
  }

  /// A document does not say whether letters were sent again.
  static LetterFilter read(Field document) {
    return read(name -> document.optional(name).map(field -> field.text(REASON)), Optional::empty);
  }

  private static LetterFilter read(
      Function<String, Optional<String>> values, Supplier<Optional<Boolean>> resent) {
    return new LetterFilter(
        values.apply("step").map(value -> symbol("step", value, Step.values())),
        values.apply("category").map(value -> symbol("category", value, Category.values())),
        values.apply("arm").map(LetterFilterFormat::arm),
        values.apply("reason"),
        values.apply("since").map(LetterFilterFormat::instant),
        resent.get());
  }

  /// `image-missing` and `IMAGE_MISSING` are the same.
  private static String symbol(String name, String value, Enum<?>[] symbols) {
    String wanted = value.toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(symbols)
        .map(Enum::name)
        .filter(wanted::equals)
        .findFirst()
        .orElseThrow(() ->
            malformed(
                name,
                "expected one of "
                    + Arrays.stream(symbols)
                        .map(Enum::name)
                        .filter(symbol -> !symbol.equals("UNKNOWN"))
                        .collect(Collectors.joining(", "))));
  }

  private static String arm(String value) {
    if (!Parameters.NAME.matcher(value).matches())
      throw malformed("arm", "does not match " + Parameters.NAME.pattern());
    return value;
  }

  private static Instant instant(String value) {
    try {
      var at = Instant.parse(value);
      if (at.isAfter(Instant.EPOCH) && at.isBefore(LATEST)) return at;
    } catch (DateTimeParseException other) {
      throw malformed("since", "expected a moment such as 2026-01-31T12:00:00Z");
    }
    throw malformed("since", "expected a moment between 1970 and 2200");
  }

  private static RuntimeException malformed(String name, String detail) {
    return Problem.at(name, ProblemKind.MALFORMED, name + ": " + detail).exception();
  }
}
