package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.json.Field;
import io.viralstream.schemas.BatchLimit;
import io.viralstream.schemas.avro.Decoding;
import io.viralstream.schemas.avro.Execution;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a client wants evaluated, and how.
///
/// @param model a version, an arm or an alias
/// @param arm its newest version; not together with `model`
record EvaluationRequest(
    VersionName.Reference benchmark,
    Optional<String> model,
    Optional<String> arm,
    Decoding decoding,
    Execution execution) {
  private static final int NAME = 200;
  private static final int DEFAULT_TOKENS = 16;
  private static final String AUTO = "auto";
  private static final Set<String> DATA_TYPES = Set.of(AUTO, "float32", "bfloat16");

  /// @param mostTokens of one answer
  static EvaluationRequest read(Field document, int mostTokens) {
    Field benchmark = document.required("benchmark");
    Optional<Field> arm = document.optional("arm");
    if (arm.isPresent() && document.optional("model").isPresent())
      throw arm.get().invalid("is given together with model");
    int tokens =
        document
            .optional("maxTokens")
            .map(field -> field.integer(1, mostTokens))
            .orElse(DEFAULT_TOKENS);
    return new EvaluationRequest(
        VersionName.reference(benchmark.path(), benchmark.text(NAME)),
        document.optional("model").map(field -> field.text(NAME)),
        arm.map(field -> field.text(NAME)),
        new Decoding(tokens, 0.0),
        execution(document));
  }

  private static Execution execution(Field document) {
    int batch =
        document.optional("batch").map(field -> field.integer(1, BatchLimit.MOST)).orElse(0);
    String dataType = document.optional("dataType").map(EvaluationRequest::dataType).orElse(AUTO);
    boolean uncached = document.optional("uncached").map(Field::bool).orElse(false);
    return new Execution(batch, dataType, uncached);
  }

  private static String dataType(Field field) {
    String text = field.text(NAME);
    if (!DATA_TYPES.contains(text))
      throw field.invalid("expected one of " + String.join(", ", new TreeSet<>(DATA_TYPES)));
    return text;
  }
}
