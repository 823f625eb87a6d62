package io.viralstream.cli.checkpoint;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Part;
import io.viralstream.workers.train.MemoryRoom;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What memory a recipe needs, part by part, with all activations kept and with blocks recomputed.
///
/// @param recipe as it was named
/// @param memory of whichever recomputation
/// @param available bytes that an arm would have here now; none where the device does not tell
public record TrainingMemoryReport(
    String recipe, Numerics numerics, TrainingMemory memory, OptionalLong available) {
  public String text() {
    TrainingMemory.Step step = memory.step();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "to train by %s: steps of %,d samples in passes of %,d, %,d tokens each, %s on %s%n",
            recipe,
            step.batch(),
            step.microBatch(),
            step.tokens(),
            numerics.weights().dataType(),
            numerics.device().name()));
    text.append(String.format(Locale.ROOT, "  %-20s%12s%20s%n", "", "all kept", "recomputed"));
    TrainingMemory kept = of(Recomputation.NONE);
    TrainingMemory recomputed = of(Recomputation.BY_BLOCK);
    for (Part part : Part.values()) {
      if (kept.bytes(part) == 0) continue;
      String name = part.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      line(text, name, kept.bytes(part), recomputed.bytes(part));
    }
    line(text, "total", kept.total(), recomputed.total());
    choice(text);
    return text.toString().stripTrailing();
  }

  /// The micro-batch that an arm would get here, started now.
  private void choice(StringBuilder text) {
    if (available.isEmpty()) return;
    text.append(
        String.format(
            Locale.ROOT,
            "  %-20s%12s%20s%n  with the %s that an arm of its own would have here now",
            "passes of",
            samples(Recomputation.NONE),
            samples(Recomputation.BY_BLOCK),
            InspectionReport.size(available.getAsLong())));
  }

  private String samples(Recomputation recomputation) {
    OptionalInt chosen = chosen(recomputation);
    return chosen.isPresent() ? String.valueOf(chosen.getAsInt()) : "no room";
  }

  private OptionalInt chosen(Recomputation recomputation) {
    return MemoryRoom.microBatch(of(recomputation), available.orElse(0));
  }

  private TrainingMemory of(Recomputation recomputation) {
    return memory.recomputing(recomputation);
  }

  private static void line(StringBuilder text, String name, long kept, long recomputed) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-20s%12s%20s%n",
            name,
            InspectionReport.size(kept),
            InspectionReport.size(recomputed)));
  }

  public ObjectNode json() {
    TrainingMemory.Step step = memory.step();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("recipe", recipe)
            .put("device", numerics.device().name())
            .put("type", numerics.weights().dataType())
            .put("batch", step.batch())
            .put("microBatch", step.microBatch())
            .put("length", step.tokens());
    available.ifPresent(bytes -> json.put("available", bytes));
    put(json.putObject("kept"), Recomputation.NONE);
    put(json.putObject("recomputed"), Recomputation.BY_BLOCK);
    return json;
  }

  /// Beside the bytes the micro-batch that would be chosen here, if one sample has room.
  private void put(ObjectNode json, Recomputation recomputation) {
    TrainingMemory needs = of(recomputation);
    needs.bytes().forEach((part, bytes) -> json.put(camelCase(part), bytes.longValue()));
    json.put("total", needs.total());
    chosen(recomputation).ifPresent(samples -> json.put("chosenMicroBatch", samples));
  }

  /// `LANGUAGE_MODEL` is `languageModel`.
  private static String camelCase(Part part) {
    StringBuilder name = new StringBuilder();
    for (String word : part.name().split("_")) {
      String rest = word.substring(1).toLowerCase(Locale.ROOT);
      name.append(name.isEmpty() ? word.substring(0, 1).toLowerCase(Locale.ROOT) : word.charAt(0));
      name.append(rest);
    }
    return name.toString();
  }
}
