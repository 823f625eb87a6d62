package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Figures of evaluations, and arms compared on the items that they share.
///
/// @param evaluations newest first
/// @param refused pairs that are not compared, as the gateway tells of them
/// @param next where the next page begins; empty where there is none
public record Results(
    List<EvaluationResult> evaluations,
    List<ArmComparison> comparisons,
    List<JsonNode> refused,
    Optional<String> next) {
  public Results {
    evaluations = List.copyOf(evaluations);
    comparisons = List.copyOf(comparisons);
    refused = List.copyOf(refused);
  }

  static Results of(JsonNode json) {
    var evaluations = new ArrayList<EvaluationResult>();
    json.path("evaluations").forEach(one -> evaluations.add(new EvaluationResult(one)));
    var comparisons = new ArrayList<ArmComparison>();
    json.path("comparisons").forEach(one -> comparisons.add(new ArmComparison(one)));
    var refused = new ArrayList<JsonNode>();
    json.path("refused").forEach(refused::add);
    Optional<String> next = Optional.ofNullable(json.path("next").textValue());
    return new Results(evaluations, comparisons, refused, next);
  }
}
