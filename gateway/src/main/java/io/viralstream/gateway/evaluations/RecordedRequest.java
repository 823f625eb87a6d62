package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.json.Field;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a client wants to send recorded answers to, as it says it.
///
/// @param run which of the model's answers they are
/// @param variants where the field is, the variants that are to score; empty for those at once
record RecordedRequest(
    VersionName.Reference benchmark, Origin origin, String run, Optional<Field> variants) {
  static final String MEMBER = "recorded";

  private static final int NAME = 200;
  private static final List<String> OF_ASKING =
      List.of("model", "arm", "maxTokens", "batch", "dataType");

  /// Where the answers are from.
  sealed interface Origin {}

  /// A file.
  ///
  /// @param model whose answers they are, in free text
  /// @param truthFromAnswers whether the truth stands in that file alone
  record AnswersFile(String model, boolean truthFromAnswers) implements Origin {}

  /// Another evaluation, whose answers are scored again.
  ///
  /// @param id where it is named
  record Rescored(Field id) implements Origin {}

  /// @param document that has the member `recorded`
  static RecordedRequest read(Field document) {
    Field recorded = document.required(MEMBER).object();
    OF_ASKING.stream()
        .flatMap(name -> document.optional(name).stream())
        .findFirst()
        .ifPresent(asking -> {
          throw asking.invalid("is given together with recorded, whose answers nobody asks for");
        });
    Field benchmark = document.required("benchmark");
    return new RecordedRequest(
        VersionName.reference(benchmark.path(), benchmark.text(NAME)),
        origin(recorded),
        recorded.required("run").text(NAME),
        recorded.optional("variants"));
  }

  private static Origin origin(Field recorded) {
    Optional<Field> rescored = recorded.optional("rescored");
    if (rescored.isEmpty())
      return new AnswersFile(
          recorded.required("model").text(NAME),
          recorded.optional("truthFromAnswers").map(Field::bool).orElse(false));
    Stream.of("model", "truthFromAnswers")
        .flatMap(name -> recorded.optional(name).stream())
        .findFirst()
        .ifPresent(doubled -> {
          throw doubled.invalid("is given together with rescored, which says it");
        });
    if (!Parameters.HASH.matcher(rescored.get().text()).matches())
      throw rescored.get().invalid("expected an evaluation's id: a SHA-256 in lower-case hex");
    return new Rescored(rescored.get());
  }
}
