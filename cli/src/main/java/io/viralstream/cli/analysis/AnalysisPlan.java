package io.viralstream.cli.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.analyse.AnalysisSettings;
import io.viralstream.models.analyse.Measure;
import io.viralstream.schemas.ContentId;
import java.util.List;
import java.util.stream.Collectors;

/// What is analysed and how, as far as a number depends on it.
///
/// @param data in words
/// @param dataKey by which equal data is known
/// @param models one, or two that are looked at side by side
/// @param teacher the hash of E, or the empty string
public record AnalysisPlan(
    String data, String dataKey, List<Subject> models, String teacher, AnalysisSettings settings) {

  /// Who a model is.
  public record Subject(String name, String sha256) {}

  public AnalysisPlan {
    models = List.copyOf(models);
  }

  /// Settings in words, in one order: equal settings have equal words.
  public String words() {
    String measures =
        settings.measures().stream().sorted().map(Measure::word).collect(Collectors.joining(","));
    String layers =
        settings.layers().stream().map(String::valueOf).collect(Collectors.joining(","));
    return "measures="
        + measures
        + " layers="
        + layers
        + " teacher="
        + (teacher.isEmpty() ? "none" : teacher)
        + " tokens="
        + settings.mostTokens();
  }

  /// Of one model: the hash of all that its numbers depend on. The first one's also depend on the
  /// model beside it.
  public String id(int model) {
    String beside = model == 0 && models.size() > 1 ? models.getLast().sha256() : "";
    return ContentId.of("analysis", List.of(models.get(model).sha256(), dataKey, words(), beside));
  }

  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("data", data)
            .put("dataKey", dataKey)
            .put("settings", words());
    ArrayNode list = json.putArray("analyses");
    for (int i = 0; i < models.size(); i++) {
      list.addObject()
          .put("id", id(i))
          .put("model", models.get(i).name())
          .put("sha256", models.get(i).sha256());
    }
    return json;
  }
}
