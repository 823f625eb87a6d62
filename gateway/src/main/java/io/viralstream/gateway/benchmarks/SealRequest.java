package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.BenchmarkRule.Truths;
import io.viralstream.scoring.parse.SynonymTable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a client says a version is when it seals it.
///
/// @param items how many it sent
/// @param watched evaluated on every checkpoint of every arm
/// @param unlisted never meant by a bare name, and so never watched
/// @param synonyms CHAIR's words for objects, and only CHAIR's
record SealRequest(
    VersionName version,
    int items,
    boolean watched,
    BenchmarkRule rule,
    boolean unlisted,
    Optional<String> synonyms) {
  private static final int SYNONYMS = 256 << 10; // bytes

  /// @param mostItems of one version
  static SealRequest read(String name, Field document, int mostItems) {
    BenchmarkRule rule =
        document.optional("rule").map(SealRequest::rule).orElse(BenchmarkRule.GENERIC);
    boolean unlisted = document.optional("unlisted").map(Field::bool).orElse(false);
    boolean watched = document.optional("watched").map(Field::bool).orElse(false);
    if (watched && unlisted)
      throw document.required("watched").invalid("is true, expected false: it is unlisted");
    return new SealRequest(
        version(name, document.required("version")),
        document.required("items").integer(1, mostItems),
        watched,
        rule,
        unlisted,
        synonyms(document, rule));
  }

  /// The words for objects as a table; without any under other rules than CHAIR's.
  SynonymTable table() {
    return synonyms.map(SynonymTable::of).orElse(SynonymTable.NONE);
  }

  private static Optional<String> synonyms(Field document, BenchmarkRule rule) {
    Optional<Field> given = document.optional("synonyms");
    if (rule.truths() == Truths.OBJECTS)
      return Optional.of(synonyms(document.required("synonyms")));
    given.ifPresent(field -> {
      throw field.invalid("is given, expected none with the rule " + rule.text());
    });
    return Optional.empty();
  }

  private static String synonyms(Field field) {
    String text = field.text(SYNONYMS);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > SYNONYMS)
      throw field.problem(
          ProblemKind.TOO_LARGE, "has " + bytes + " bytes, expected at most " + SYNONYMS);
    try {
      SynonymTable unused = SynonymTable.of(text);
    } catch (IllegalArgumentException bad) {
      throw field.invalid(String.valueOf(bad.getMessage()));
    }
    return text;
  }

  private static BenchmarkRule rule(Field field) {
    return BenchmarkRule.named(field.text())
        .orElseThrow(() -> field.invalid("expected " + BenchmarkRule.expected()));
  }

  private static VersionName version(String name, Field version) {
    String text = version.text();
    if (!Parameters.HASH.matcher(text).matches())
      throw version.invalid("expected a SHA-256 in lower-case hex");
    return new VersionName(name, text);
  }
}
