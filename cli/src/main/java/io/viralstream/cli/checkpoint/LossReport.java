package io.viralstream.cli.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What `loss` found: of each sample, of all, and before each of the steps that it made.
///
/// @param ids of the samples, in their order
/// @param lambda λ
/// @param trace none without steps
public record LossReport(
    List<String> ids, double lambda, BatchLosses losses, List<BatchLosses> trace) {
  public LossReport {
    ids = List.copyOf(ids);
    trace = List.copyOf(trace);
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode samples = json.putArray("samples");
    for (int i = 0; i < ids.size(); i++) {
      SampleLosses sample = losses.samples().get(i);
      ObjectNode entry = samples.addObject().put("id", ids.get(i)).put("lm", sample.language());
      entry.put("answerTokens", sample.answerTokens());
      put(entry, sample.alignment()).put("total", total(sample));
    }
    put(json.putObject("batch").put("lm", losses.language()), losses.alignment())
        .put("total", losses.total());
    if (!trace.isEmpty()) {
      ArrayNode steps = json.putArray("trace");
      for (int i = 0; i < trace.size(); i++) {
        ObjectNode step = steps.addObject().put("step", i + 1).put("lm", trace.get(i).language());
        put(step, trace.get(i).alignment()).put("total", trace.get(i).total());
      }
    }
    return json;
  }

  private static ObjectNode put(ObjectNode node, OptionalDouble alignment) {
    return alignment.isPresent() ? node.put("vra", alignment.getAsDouble()) : node.putNull("vra");
  }

  private double total(SampleLosses sample) {
    return sample.language() + lambda * sample.alignment().orElse(0);
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "sample", "answer tokens", "L_LM", "L_VRA", "L_total");
    for (int i = 0; i < ids.size(); i++) {
      SampleLosses sample = losses.samples().get(i);
      line(
          text,
          ids.get(i),
          String.valueOf(sample.answerTokens()),
          figure(sample.language()),
          figure(sample.alignment()),
          figure(total(sample)));
    }
    line(text, losses, "all");
    for (int i = 0; i < trace.size(); i++) line(text, trace.get(i), "before step " + (i + 1));
    if (losses.gridMismatches() > 0) {
      text.append(losses.gridMismatches())
          .append(" samples without L_VRA: the teacher's grid is another than the student's\n");
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, BatchLosses losses, String name) {
    int tokens = losses.samples().stream().mapToInt(SampleLosses::answerTokens).sum();
    line(
        text,
        name,
        String.valueOf(tokens),
        figure(losses.language()),
        figure(losses.alignment()),
        figure(losses.total()));
  }

  private static void line(
      StringBuilder text, String name, String tokens, String lm, String vra, String total) {
    text.append(
        String.format(Locale.ROOT, "%-24s %13s %10s %10s %10s%n", name, tokens, lm, vra, total));
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? figure(value.getAsDouble()) : "–";
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
