package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import io.viralstream.scoring.BenchmarkRule;

/// What a client says a version is when it seals it.
///
/// @param items how many it sent
/// @param watched evaluated on every checkpoint of every arm
record SealRequest(VersionName version, int items, boolean watched, BenchmarkRule rule) {

  /// @param mostItems of one version
  static SealRequest read(String name, Field document, int mostItems) {
    return new SealRequest(
        version(name, document.required("version")),
        document.required("items").integer(1, mostItems),
        document.optional("watched").map(Field::bool).orElse(false),
        document.optional("rule").map(SealRequest::rule).orElse(BenchmarkRule.GENERIC));
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
