package io.viralstream.schemas;

import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import io.viralstream.schemas.avro.ScoringRule;
import java.util.List;

/// The id of an evaluation: the hash of everything, as asked for, that its answers and scores
/// depend on.
public final class EvaluationId {
  /// Raised when a scoring rule changes its results.
  private static final String PARSER_VERSION = "1";

  private EvaluationId() {}

  public static String of(
      String benchmark,
      String version,
      String modelVersion,
      String prompt,
      Decoding decoding,
      Execution execution,
      ScoringRule rule) {
    return ContentId.of(
        "evaluation",
        List.of(
            benchmark,
            version,
            modelVersion,
            prompt,
            Integer.toString(decoding.getMaxTokens()),
            Double.toString(decoding.getTemperature()),
            Integer.toString(execution.getBatch()),
            execution.getDataType(),
            rule.name(),
            PARSER_VERSION));
  }
}
