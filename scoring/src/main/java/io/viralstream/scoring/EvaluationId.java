package io.viralstream.scoring;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.Recording;
import io.viralstream.schemas.avro.ScoringRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The id of an evaluation: the hash of everything, as asked for, that its answers and scores
/// depend on.
///
/// The parsers that score at once belong to it. Where a rule has those that it began with, a "1"
/// stands for all of them: ids that were made before parsers had versions of their own stay.
public final class EvaluationId {
  private static final List<String> BEGINNING = List.of("1");

  /// The parsers of rules that were there before parsers had versions of their own.
  private static final Set<List<String>> BEGAN_WITH =
      Set.of(List.of("generic/1"), List.of("pope-official/1", "strict/1"));

  private EvaluationId() {}

  public static String of(
      String benchmark,
      String version,
      String modelVersion,
      String prompt,
      Decoding decoding,
      Execution execution,
      ScoringRule rule) {
    var fields = new ArrayList<String>();
    fields.add(benchmark);
    fields.add(version);
    fields.add(modelVersion);
    fields.add(prompt);
    fields.add(Integer.toString(decoding.getMaxTokens()));
    fields.add(Double.toString(decoding.getTemperature()));
    fields.add(Integer.toString(execution.getBatch()));
    fields.add(execution.getDataType());
    if (execution.getUncached()) fields.add("uncached");
    fields.add(rule.name());
    fields.addAll(BenchmarkRule.of(rule).map(EvaluationId::parsers).orElse(BEGINNING));
    return ContentId.of("evaluation", fields);
  }

  /// The id of recorded answers: whose they are and from which run, and what they are scored by.
  static String ofRecorded(Benchmark benchmark, String model, Recording recording) {
    var fields = new ArrayList<String>();
    fields.add(benchmark.getName());
    fields.add(benchmark.getVersion());
    fields.add(model);
    fields.add(recording.getRun());
    fields.add(recording.getRescored().orElse(""));
    fields.add(recording.getTruthFromAnswers() ? "truth from answers" : "truth");
    fields.add(benchmark.getRule().name());
    BenchmarkRule.of(benchmark.getRule())
        .map(rule -> rule.scoring(recording.getVariants()).map(Variant::parser).toList())
        .ifPresent(fields::addAll);
    return ContentId.of("recorded evaluation", fields);
  }

  private static List<String> parsers(BenchmarkRule rule) {
    return fields(rule.atOnce().map(Variant::parser).toList());
  }

  /// How an id names the parsers that score at once, in their order.
  static List<String> fields(List<String> parsers) {
    return BEGAN_WITH.contains(parsers) ? BEGINNING : parsers;
  }
}
