package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.avro.ScoringRule;
import java.util.Locale;
import java.util.stream.Stream;

/// Scoring rules by the names that clients use: `generic`, `pope`.
final class RuleName {
  private RuleName() {}

  static ScoringRule read(Field field) {
    String text = field.text();
    return Stream.of(ScoringRule.GENERIC, ScoringRule.POPE)
        .filter(rule -> of(rule).equals(text))
        .findFirst()
        .orElseThrow(() -> field.invalid("expected generic or pope"));
  }

  static String of(ScoringRule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }
}
