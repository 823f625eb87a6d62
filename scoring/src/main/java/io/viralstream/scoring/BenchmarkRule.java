package io.viralstream.scoring;

import static io.viralstream.scoring.Variant.Use.AT_ONCE;
import static io.viralstream.scoring.Variant.Use.RESCORING;
import static io.viralstream.scoring.figures.CountedAggregation.Unread.IN_ACCURACY_ALONE;
import static io.viralstream.scoring.figures.CountedAggregation.Unread.UNDER_ITS_TRUTH;
import static io.viralstream.scoring.figures.Headline.Mean.OF_CATEGORIES;
import static io.viralstream.scoring.figures.Headline.Mean.OF_ITEMS;

import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.scoring.figures.Aggregation;
import io.viralstream.scoring.figures.ChairAggregation;
import io.viralstream.scoring.figures.CountedAggregation;
import io.viralstream.scoring.figures.CountedAggregation.Unread;
import io.viralstream.scoring.figures.CvBenchAggregation;
import io.viralstream.scoring.figures.HallusionBenchAggregation;
import io.viralstream.scoring.figures.Headline;
import io.viralstream.scoring.figures.MmStarAggregation;
import io.viralstream.scoring.figures.MmeAggregation;
import io.viralstream.scoring.figures.MmvpAggregation;
import io.viralstream.scoring.figures.WhatsUpAggregation;
import io.viralstream.scoring.parse.ChairParser;
import io.viralstream.scoring.parse.CvBenchParsers;
import io.viralstream.scoring.parse.GenericParser;
import io.viralstream.scoring.parse.HallusionBenchParser;
import io.viralstream.scoring.parse.MmStarParsers;
import io.viralstream.scoring.parse.MmeParsers;
import io.viralstream.scoring.parse.MmvpParsers;
import io.viralstream.scoring.parse.ParsedAnswer;
import io.viralstream.scoring.parse.Parser;
import io.viralstream.scoring.parse.PopeParsers;
import io.viralstream.scoring.parse.Question;
import io.viralstream.scoring.parse.WhatsUpParsers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a benchmark's answers are scored: everything that a rule is, in one place.
///
/// Variants stand in the order of results, the benchmark's own first. Where harnesses differ, each
/// is a variant of its own: none is picked in silence.
///
/// All of this is functions on records; nothing here knows where an answer comes from.
public enum BenchmarkRule {
  /// For question files of one's own.
  GENERIC(
      "generic",
      ScoringRule.GENERIC,
      Truths.ANY,
      List.of(
          atOnce(
              "generic",
              "generic/1",
              GenericParser::read,
              counted(UNDER_ITS_TRUTH, new Headline("overall", OF_ITEMS))))),
  /// Its published figures are means over the three splits.
  POPE(
      "pope",
      ScoringRule.POPE,
      Truths.YES_OR_NO,
      List.of(
          atOnce(
              "pope-official", "pope-official/1", PopeParsers::official, splits(UNDER_ITS_TRUTH)),
          atOnce("strict", "strict/1", PopeParsers::strict, splits(UNDER_ITS_TRUTH)),
          rescoring("lmms", "pope-lmms/1", PopeParsers::strict, splits(IN_ACCURACY_ALONE)),
          rescoring(
              "vlmevalkit",
              "pope-vlmevalkit/1",
              PopeParsers::vlmevalkit,
              splits(UNDER_ITS_TRUTH)))),
  MME(
      "mme",
      ScoringRule.MME,
      Truths.YES_OR_NO,
      List.of(
          atOnce("mme", "mme/1", MmeParsers::official, new MmeAggregation()),
          atOnce("lmms", "mme-lmms/1", MmeParsers::lmms, new MmeAggregation()))),
  MMVP(
      "mmvp",
      ScoringRule.MMVP,
      Truths.ANY,
      List.of(atOnce("mmvp", "mmvp/1", MmvpParsers::read, new MmvpAggregation()))),
  CV_BENCH(
      "cv-bench",
      ScoringRule.CV_BENCH,
      Truths.ANY,
      List.of(
          atOnce(
              "official",
              "cv-bench-official/1",
              CvBenchParsers::official,
              new CvBenchAggregation(CvBenchAggregation.Overall.MACRO)),
          atOnce(
              "lmms",
              "cv-bench-lmms/1",
              CvBenchParsers::lmms,
              new CvBenchAggregation(CvBenchAggregation.Overall.MICRO)))),
  /// Its own evaluation compares captions by a model's likelihood, so the first variant is ours.
  WHATS_UP(
      "whats-up",
      ScoringRule.WHATS_UP,
      Truths.ANY,
      List.of(
          atOnce("word", "whats-up-word/1", WhatsUpParsers::word, new WhatsUpAggregation()),
          atOnce(
              "adaptvis",
              "whats-up-adaptvis/1",
              WhatsUpParsers::adaptvis,
              new WhatsUpAggregation()),
          atOnce("viral", "whats-up-viral/1", WhatsUpParsers::viral, new WhatsUpAggregation()))),
  MMSTAR(
      "mmstar",
      ScoringRule.MMSTAR,
      Truths.ANY,
      List.of(
          atOnce(
              "official",
              "mmstar-official/1",
              MmStarParsers::official,
              new MmStarAggregation(MmStarAggregation.Mean.OF_ITEMS)),
          atOnce(
              "lmms",
              "mmstar-lmms/1",
              MmStarParsers::lmms,
              new MmStarAggregation(MmStarAggregation.Mean.OF_AXES)))),
  /// Its truth needs a table of synonyms, which comes with the question.
  CHAIR(
      "chair",
      ScoringRule.CHAIR,
      Truths.OBJECTS,
      List.of(atOnce("chair", "chair/1", BenchmarkRule::chair, new ChairAggregation()))),
  HALLUSION_BENCH(
      "hallusionbench",
      ScoringRule.HALLUSION_BENCH,
      Truths.YES_OR_NO,
      List.of(
          atOnce(
              "vlmevalkit",
              "hallusionbench/1",
              HallusionBenchParser::read,
              new HallusionBenchAggregation())));

  /// What the truth of an item may be.
  public enum Truths {
    ANY,
    YES_OR_NO,
    /// Names of objects with ", " between them, or none at all; a version has a table of synonyms.
    OBJECTS
  }

  /// Looked up for every answer.
  private static final Map<ScoringRule, BenchmarkRule> BY_SYMBOL =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(BenchmarkRule::symbol, rule -> rule));

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

  private static Variant atOnce(
      String name, String parser, Parser reader, Aggregation aggregation) {
    return new Variant(name, parser, AT_ONCE, reader, aggregation);
  }

  private static Variant rescoring(
      String name, String parser, Parser reader, Aggregation aggregation) {
    return new Variant(name, parser, RESCORING, reader, aggregation);
  }

  private static Aggregation counted(Unread unread, Headline... headlines) {
    return new CountedAggregation(List.of(headlines), unread);
  }

  private static Aggregation splits(Unread unread) {
    return counted(
        unread, new Headline("overall", OF_CATEGORIES), new Headline("pooled", OF_ITEMS));
  }

  private static ParsedAnswer chair(Question question, String raw) {
    return new ChairParser(question.synonyms()).read(question, raw);
  }

  /// The rule that clients mean by a name.
  public static Optional<BenchmarkRule> named(String text) {
    return Arrays.stream(values()).filter(rule -> rule.text.equals(text)).findFirst();
  }

  /// The rule that a record names; empty where a later version of us has written the record.
  public static Optional<BenchmarkRule> of(ScoringRule symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
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

  /// Whether a stored score belongs to a benchmark's own variant, by the parser that it names, in
  /// whatever version.
  public static boolean isOfficial(String parser) {
    String name = Variant.nameOf(parser);
    return Arrays.stream(values())
        .anyMatch(rule -> rule.variants.getFirst().parserName().equals(name));
  }

  /// The names of all rules, as a refusal says them: `generic, pope, … or hallusionbench`.
  public static String expected() {
    List<String> names = Arrays.stream(values()).map(BenchmarkRule::text).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
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

  /// A variant by its name, such as `lmms`.
  public Optional<Variant> variant(String name) {
    return variants.stream().filter(variant -> variant.name().equals(name)).findFirst();
  }

  /// The variants that score the answers of one evaluation: those named, else those at once.
  ///
  /// @param names of variants; one that this rule does not have is passed over
  public Stream<Variant> scoring(List<String> names) {
    return names.isEmpty() ? atOnce() : names.stream().flatMap(name -> variant(name).stream());
  }

  /// Those that score each answer when it is counted.
  public Stream<Variant> atOnce() {
    return variants.stream().filter(variant -> variant.use() == AT_ONCE);
  }
}
