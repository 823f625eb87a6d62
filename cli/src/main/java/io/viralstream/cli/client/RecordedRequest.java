package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// An evaluation of answers that were given elsewhere, as it is to be opened.
///
/// @param benchmark `name@version`
/// @param run which of its answers they are
/// @param variants of the benchmark's rule that score them; none: those that score at once
public record RecordedRequest(String benchmark, Origin origin, String run, List<String> variants) {
  public RecordedRequest {
    variants = List.copyOf(variants);
  }

  /// Where the answers are from.
  public sealed interface Origin {}

  /// A file.
  ///
  /// @param model whose answers they are, in free text
  /// @param truthFromAnswers whether the truth, too, stands in that file alone
  public record AnswersFile(String model, boolean truthFromAnswers) implements Origin {}

  /// Another evaluation, with its model, arm, prompt and decoding.
  public record Evaluation(String id) implements Origin {}

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("benchmark", benchmark);
    ObjectNode recorded = json.putObject("recorded");
    switch (origin) {
      case AnswersFile file -> {
        recorded.put("model", file.model());
        if (file.truthFromAnswers()) recorded.put("truthFromAnswers", true);
      }
      case Evaluation evaluation -> recorded.put("rescored", evaluation.id());
    }
    recorded.put("run", run);
    if (!variants.isEmpty()) {
      ArrayNode names = recorded.putArray("variants");
      variants.forEach(names::add);
    }
    return json;
  }
}
