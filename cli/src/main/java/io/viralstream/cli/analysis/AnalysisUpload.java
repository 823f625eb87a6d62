package io.viralstream.cli.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.analysis.AnalysisPlan.Subject;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.BatchUpload;
import io.viralstream.cli.feed.UploadCounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Sends the rows of an analysis to a gateway, an item of each model at a time.
///
/// All rows are sent, also those that were sent before: the same item again adds none.
public final class AnalysisUpload {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  public AnalysisUpload(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @return what was taken and refused
  public UploadCounts send(AnalysisPlan plan, Path rows) throws IOException, InterruptedException {
    var counts = new UploadCounts();
    var batches = new BatchUpload("analyses", gateway::analyses, counts, pause);
    try (BufferedReader lines = Files.newBufferedReader(rows);
        Progress progress = console.progress("store", Files.size(rows))) {
      long read = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        for (int i = 0; i < row.path("models").size(); i++) add(plan, i, row, batches);
        read += line.length() + 1;
        progress.at(read, counts.sentence());
      }
      batches.flush();
      progress.at(Files.size(rows), counts.sentence());
    }
    counts.remarks().forEach(console::note);
    return counts;
  }

  private static void add(AnalysisPlan plan, int model, JsonNode row, BatchUpload batches)
      throws InterruptedException {
    JsonNode seen = row.path("models").get(model);
    if (seen.path("figures").isEmpty()) return; // probes learnt from it, and nothing else was asked
    String item = row.path("item").asText();
    batches.add(item, document(plan, model, row, seen));
  }

  private static ObjectNode document(AnalysisPlan plan, int model, JsonNode row, JsonNode seen) {
    Subject subject = plan.models().get(model);
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("analysis", plan.id(model))
            .put("model", subject.name())
            .put("modelHash", subject.sha256())
            .put("data", plan.data())
            .put("item", row.path("item").asText())
            .put("question", row.path("question").asText())
            .put("settings", plan.words());
    if (seen.has("answer")) document.put("answer", seen.path("answer").asText());
    ArrayNode figures = document.putArray("figures");
    for (JsonNode figure : seen.path("figures")) {
      ObjectNode one = figure.deepCopy();
      if (one.path("value").isNull()) one.remove("value");
      figures.add(one);
    }
    return document;
  }
}
