package io.viralstream.scoring;

import static io.viralstream.scoring.Variant.Use.AT_ONCE;
import static io.viralstream.scoring.figures.Headline.Mean.OF_CATEGORIES;
import static io.viralstream.scoring.figures.Headline.Mean.OF_ITEMS;

import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.figures.Headline;
import io.viralstream.scoring.parse.GenericParser;
import io.viralstream.scoring.parse.Parser;
import io.viralstream.scoring.parse.PopeParsers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a benchmark's answers are scored: everything that a rule is, in one place.
///
/// Variants stand in the order of results, the benchmark's own first. Where harnesses differ, each
/// is a variant of its own: none is picked in silence.
public enum BenchmarkRule {
  /// For question files of one's own.
  GENERIC(
      "generic",
      ScoringRule.GENERIC,
      Truths.ANY,
      List.of(
          new Variant(
              "generic",
              "generic/1",
              AT_ONCE,
              GenericParser::read,
              List.of(new Headline("overall", OF_ITEMS))))),
  /// Its published figures are means over the three splits.
  POPE(
      "pope",
      ScoringRule.POPE,
      Truths.YES_OR_NO,
      List.of(
          pope("pope-official", "pope-official/1", PopeParsers::official),
          pope("strict", "strict/1", PopeParsers::strict)));

  /// What the truth of an item may be.
  public enum Truths {
    ANY,
    YES_OR_NO
  }

  private final String text;
  private final ScoringRule symbol;
  private final Truths truths;
  private final List<Variant> variants;

  BenchmarkRule(String text, ScoringRule symbol, Truths truths, List<Variant> variants) {
    this.text = text;
    this.symbol = symbol;
    this.truths = truths;
    this.variants = variants;
  }

  private static Variant pope(String name, String parser, Parser reader) {
    return new Variant(
        name,
        parser,
        AT_ONCE,
        reader,
        List.of(new Headline("overall", OF_CATEGORIES), new Headline("pooled", OF_ITEMS)));
  }

  /// The rule that clients mean by a name.
  public static Optional<BenchmarkRule> named(String text) {
    return Arrays.stream(values()).filter(rule -> rule.text.equals(text)).findFirst();
  }

  /// The rule that a record names; empty where the record was written by a later version of us.
  public static Optional<BenchmarkRule> of(ScoringRule symbol) {
    return Arrays.stream(values()).filter(rule -> rule.symbol == symbol).findFirst();
  }

  /// The variant that a stored score belongs to, by the parser that it names, in whatever version;
  /// empty where a later version of us has stored it.
  public static Optional<Variant> variantOf(String parser) {
    String name = Variant.nameOf(parser);
    return Arrays.stream(values())
        .flatMap(rule -> rule.variants.stream())
        .filter(variant -> variant.parserName().equals(name))
        .findFirst();
  }

  /// All names, as a refusal says them: `generic or pope`.
  public static String expected() {
    return Arrays.stream(values()).map(BenchmarkRule::text).collect(Collectors.joining(" or "));
  }

  /// The name that clients use.
  public String text() {
    return text;
  }

  /// The name in records.
  public ScoringRule symbol() {
    return symbol;
  }

  public Truths truths() {
    return truths;
  }

  public List<Variant> variants() {
    return variants;
  }

  /// Those that score each answer when it is counted.
  public List<Variant> atOnce() {
    return variants.stream().filter(variant -> variant.use() == AT_ONCE).toList();
  }
}
