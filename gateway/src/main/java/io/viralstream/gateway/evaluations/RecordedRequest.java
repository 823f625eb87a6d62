package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import java.util.List;
import java.util.Optional;

/// Answers that a client wants to send instead of having them asked.
///
/// @param source whose answers they are
/// @param run the client's name of the run
/// @param variants that score; none means those of the rule that score at once
/// @param truthFromAnswers whether the truth stands in the answers' file alone
record RecordedRequest(
    VersionName.Reference benchmark,
    Source source,
    String run,
    List<String> variants,
    boolean truthFromAnswers) {
  private static final int NAME = 200;
  private static final int MOST_VARIANTS = 8;

  /// Where recorded answers are from.
  sealed interface Source {
    /// A file with the answers of a model of any name.
    record File(String model) implements Source {}

    /// An evaluation whose answers are scored again.
    record Rescored(String evaluation) implements Source {}
  }

  /// @param document of a request that has `recorded`
  static RecordedRequest read(Field document, Field recorded) {
    Field benchmark = document.required("benchmark");
    for (String asked : List.of("model", "arm", "maxTokens", "batch", "dataType", "uncached"))
      document
          .optional(asked)
          .ifPresent(field -> {
            throw field.invalid("goes without recorded: nobody is asked");
          });
    return new RecordedRequest(
        VersionName.reference(benchmark.path(), benchmark.text(NAME)),
        source(recorded),
        recorded.required("run").text(NAME),
        recorded.optional("variants").map(RecordedRequest::variants).orElse(List.of()),
        recorded.optional("truthFromAnswers").map(Field::bool).orElse(false));
  }

  private static Source source(Field recorded) {
    Optional<Field> rescored = recorded.optional("rescored");
    if (rescored.isEmpty()) return new Source.File(recorded.required("model").text(NAME));
    recorded
        .optional("model")
        .ifPresent(field -> {
          throw field.invalid("goes without rescored: the model is that of the evaluation");
        });
    String id = rescored.get().text(NAME);
    if (!Parameters.HASH.matcher(id).matches())
      throw rescored.get().invalid("expected the id of an evaluation");
    return new Source.Rescored(id);
  }

  private static List<String> variants(Field field) {
    return field.elements(0, MOST_VARIANTS).stream().map(name -> name.text(NAME)).toList();
  }
}
