package io.viralstream.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.Variant.Use;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkRuleTest {
  @Test
  void everySymbolOfARecordHasOneRuleButUnknown() {
    for (ScoringRule symbol : ScoringRule.values()) {
      long rules =
          Arrays.stream(BenchmarkRule.values()).filter(rule -> rule.symbol() == symbol).count();
      assertEquals(symbol == ScoringRule.UNKNOWN ? 0 : 1, rules, symbol.name());
    }
  }

  @Test
  void noTwoVariantsShareAParsersName() {
    List<String> names =
        Arrays.stream(BenchmarkRule.values())
            .flatMap(rule -> rule.variants().stream())
            .map(Variant::parserName)
            .toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void theBenchmarksOwnVariantIsTheFirstAndScoresAtOnce() {
    for (BenchmarkRule rule : BenchmarkRule.values())
      assertEquals(Use.AT_ONCE, rule.variants().getFirst().use(), rule.text());
    assertEquals("pope-official", BenchmarkRule.POPE.variants().getFirst().name());
  }

  @Test
  void findsAVariantByItsParserInAnyVersion() {
    assertEquals("strict", BenchmarkRule.variantOf("strict/9").orElseThrow().name());
    assertEquals(Optional.empty(), BenchmarkRule.variantOf("later/1"));
  }

  @Test
  void findsARuleByItsName() {
    assertEquals(Optional.of(BenchmarkRule.POPE), BenchmarkRule.named("pope"));
    assertEquals(Optional.empty(), BenchmarkRule.named("POPE"));
    assertEquals("generic or pope", BenchmarkRule.expected());
  }

  @Test
  void aParserHasAVersion() {
    Variant strict = BenchmarkRule.POPE.variants().getLast();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Variant("v", "v", Use.AT_ONCE, strict.reader(), List.of()));
  }
}
