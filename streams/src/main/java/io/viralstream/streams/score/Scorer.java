package io.viralstream.streams.score;

import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.streams.deadletter.RefusedException;
import java.util.List;

/// One variant of a benchmark's rule: reads a raw answer and compares it with the truth.
sealed interface Scorer permits GenericScorer, PopeOfficialScorer, StrictYesNoScorer {

  /// The variant's name, as results show it.
  String variant();

  /// Name and version of the parser; the version rises when its readings change.
  String parser();

  ParsedAnswer read(BenchmarkItem item, String raw);

  /// Where harnesses differ, every variant scores: none is picked in silence.
  static List<Scorer> of(ScoringRule rule) {
    return switch (rule) {
      case GENERIC -> List.of(new GenericScorer());
      case POPE -> List.of(new PopeOfficialScorer(), new StrictYesNoScorer());
      case UNKNOWN ->
          throw new RefusedException(
              Category.INVALID, "evaluations: rule=UNKNOWN, expected GENERIC or POPE");
    };
  }
}
