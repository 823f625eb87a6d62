package io.viralstream.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.Variant.Use;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.parse.ParsedAnswer;
import io.viralstream.scoring.parse.Question;
import io.viralstream.scoring.parse.SynonymTable;
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
  void whatIsForRescoringDoesNotScoreAtOnce() {
    assertEquals(
        List.of("pope-official", "strict"),
        BenchmarkRule.POPE.atOnce().map(Variant::name).toList());
    assertEquals("vlmevalkit", BenchmarkRule.POPE.variants().getLast().name());
  }

  @Test
  void chairIsReadAndCountedWithItsSynonyms() {
    Variant chair = BenchmarkRule.CHAIR.variants().getFirst();
    SynonymTable synonyms = SynonymTable.of("dog, puppy\ncat\n");
    var question = new Question("Describe it.", "dog", List.of(), synonyms);
    ParsedAnswer read = chair.reader().read(question, "A puppy and a cat.");
    var item = new ScoredItem("i", "all", "dog", List.of(), Optional.of(read));

    Figures figures = chair.aggregation().of(List.of(item));

    assertEquals(.5, figures.value("overall", "chairI").orElseThrow());
  }

  @Test
  void everyParserButThatOfCaptionsReadsSomethingInTheEmptyAnswer() {
    var question = new Question("Is it?", "yes", List.of("yes", "no"));
    for (BenchmarkRule rule : BenchmarkRule.values()) {
      for (Variant variant : rule.variants())
        assertEquals(
            rule == BenchmarkRule.CHAIR,
            variant.reader().read(question, "").parsed().isEmpty(),
            variant.parser());
    }
  }

  @Test
  void findsAVariantByItsName() {
    assertEquals("mme-lmms/1", BenchmarkRule.MME.variant("lmms").orElseThrow().parser());
    assertEquals(Optional.empty(), BenchmarkRule.MME.variant("strict"));
  }

  @Test
  void findsARuleByItsName() {
    assertEquals(Optional.of(BenchmarkRule.POPE), BenchmarkRule.named("pope"));
    assertEquals(Optional.empty(), BenchmarkRule.named("POPE"));
    assertEquals(
        "generic, pope, mme, mmvp, cv-bench, whats-up, mmstar, chair or hallusionbench",
        BenchmarkRule.expected());
  }

  @Test
  void aBenchmarksOwnVariantIsToldByItsParserWhateverTheVersion() {
    assertTrue(BenchmarkRule.isOfficial("pope-official/9"));
    assertFalse(BenchmarkRule.isOfficial("strict/1"));
    assertFalse(BenchmarkRule.isOfficial("later/1"));
  }

  @Test
  void aParserHasAVersion() {
    Variant pope = BenchmarkRule.POPE.variants().getFirst();
    assertThrows(
        IllegalArgumentException.class,
        () -> new Variant("v", "v", Use.AT_ONCE, pope.reader(), pope.aggregation()));
  }
}
