package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Figures of evaluations, and arms compared on the items that they share.
///
/// @param evaluations newest first
public record Results(List<EvaluationResult> evaluations, List<ArmComparison> comparisons) {
  public Results {
    evaluations = List.copyOf(evaluations);
    comparisons = List.copyOf(comparisons);
  }

  static Results of(JsonNode json) {
    var evaluations = new ArrayList<EvaluationResult>();
    json.path("evaluations").forEach(one -> evaluations.add(new EvaluationResult(one)));
    var comparisons = new ArrayList<ArmComparison>();
    json.path("comparisons").forEach(one -> comparisons.add(new ArmComparison(one)));
    return new Results(evaluations, comparisons);
  }
}
