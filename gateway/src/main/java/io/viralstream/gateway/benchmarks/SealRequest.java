package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.SynonymTable;
import java.util.Optional;

/// What a client says a version is when it seals it.
///
/// @param items how many it sent
/// @param watched evaluated on every checkpoint of every arm
/// @param unlisted a bare name never means it; only a replay registers so
/// @param synonyms CHAIR's words for objects, which belong to the version
record SealRequest(
    VersionName version,
    int items,
    boolean watched,
    BenchmarkRule rule,
    boolean unlisted,
    Optional<String> synonyms) {
  private static final int LONGEST_TABLE = 1 << 18;

  /// @param mostItems of one version
  static SealRequest read(String name, Field document, int mostItems) {
    boolean watched = document.optional("watched").map(Field::bool).orElse(false);
    Optional<Field> unlisted = document.optional("unlisted");
    if (watched && unlisted.filter(Field::bool).isPresent())
      throw unlisted.get().invalid("goes without watched: no bare name means it");
    BenchmarkRule rule =
        document.optional("rule").map(SealRequest::rule).orElse(BenchmarkRule.GENERIC);
    return new SealRequest(
        version(name, document.required("version")),
        document.required("items").integer(1, mostItems),
        watched,
        rule,
        unlisted.map(Field::bool).orElse(false),
        synonyms(rule, document));
  }

  private static Optional<String> synonyms(BenchmarkRule rule, Field document) {
    if (rule == BenchmarkRule.CHAIR) return Optional.of(table(document.required("synonyms")));
    document
        .optional("synonyms")
        .ifPresent(field -> {
          throw field.invalid("goes with rule=chair alone");
        });
    return Optional.empty();
  }

  private static String table(Field field) {
    String text = field.text(LONGEST_TABLE);
    try {
      SynonymTable unused = SynonymTable.of(text);
      return text;
    } catch (IllegalArgumentException bad) {
      throw field.invalid(String.valueOf(bad.getMessage()));
    }
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
