package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The state of the whole product on one screen.
public final class StatusScreen {
  private StatusScreen() {}

  public static String text(JsonNode status) {
    return String.join(
        "\n\n",
        List.of(
            components(status.path("components")),
            processes(status.path("processes")),
            stages(status.path("stages")),
            arms(status.path("arms")),
            trainers(status.path("arms")),
            learning(status.path("learning")),
            evaluations(status.path("evaluations")),
            counts("dead letters", status.path("deadLetters")),
            counts("rows in ClickHouse", status.path("rows"))));
  }

  private static String components(JsonNode components) {
    var table = Table.of(Column.text("component"), Column.text("state"), Column.text("detail"));
    for (JsonNode one : components) {
      String state = one.path("up").asBoolean() ? "up" : "DOWN";
      table.row(one.path("name").asText(), state, one.path("detail").asText(""));
    }
    return table.text();
  }

  private static String processes(JsonNode processes) {
    var table =
        Table.of(
            Column.text("process"),
            Column.text("state"),
            Column.figure("restarts"),
            Column.figure("pid"));
    for (JsonNode one : processes) {
      table.row(
          one.path("name").asText(),
          one.path("state").asText(),
          one.path("restarts").asText(),
          one.path("pid").asText());
    }
    return table.isEmpty() ? "no process is looked after here" : table.text();
  }

  private static String stages(JsonNode stages) {
    var table =
        Table.of(
            Column.text("stage"),
            Column.text("group"),
            Column.figure("lag"),
            Column.figure("members"));
    for (JsonNode one : stages) {
      table.row(
          one.path("stage").asText(),
          one.path("group").asText(),
          one.path("lag").asText("–"),
          one.path("members").asText("–"));
    }
    return table.text();
  }

  private static String arms(JsonNode arms) {
    var table =
        Table.of(
            Column.text("arm"),
            Column.text("worker"),
            Column.figure("step"),
            Column.figure("versions"),
            Column.text("newest model"));
    for (JsonNode one : arms) {
      table.row(
          one.path("arm").asText(),
          worker(one),
          one.path("step").asText("–"),
          one.path("versions").asText("–"),
          one.path("newest").asText("–"));
    }
    return table.isEmpty() ? "no arm yet" : table.text();
  }

  /// An arm that has made all its steps stands still, whatever its worker does.
  private static String worker(JsonNode arm) {
    if (arm.path("finished").asBoolean()) return "finished";
    String state = arm.path("live").asBoolean() ? "live" : "none";
    JsonNode left = arm.path("decayLeft");
    return left.isNumber() ? state + ", decay: " + left.asText() + " steps left" : state;
  }

  /// How the workers that train get on, which no row in ClickHouse tells.
  private static String trainers(JsonNode arms) {
    var table =
        Table.of(
            Column.text("training"),
            Column.figure("step"),
            Column.figure("samples/s"),
            Column.text("next checkpoint"),
            Column.figure("memory"),
            Column.figure("on card"),
            Column.figure("micro-batch"),
            Column.figure("said"));
    for (JsonNode one : arms) {
      JsonNode trainer = one.path("trainer");
      if (!trainer.isObject()) continue;
      JsonNode rate = trainer.path("samplesPerSecond");
      table.row(
          one.path("arm").asText(),
          trainer.path("step").asText(),
          rate.isNumber() ? String.format(Locale.ROOT, "%.1f", rate.asDouble()) : "–",
          nextCheckpoint(one),
          size(trainer.path("residentBytes")),
          size(trainer.path("cardBytes")),
          trainer.path("microBatch").isNumber() ? trainer.path("microBatch").asText() : "–",
          duration(trainer.path("ageMillis").asLong()) + " ago");
    }
    return table.isEmpty() ? "no worker trains" : table.text();
  }

  /// A feed's end may bring it earlier.
  private static String nextCheckpoint(JsonNode arm) {
    if (arm.path("finished").asBoolean()) return "none, all steps are made";
    JsonNode trainer = arm.path("trainer");
    String steps =
        String.format(Locale.ROOT, "%,d steps", trainer.path("stepsToCheckpoint").asLong());
    if (trainer.path("waits").asBoolean()) return steps + ", waits for samples";
    JsonNode millis = trainer.path("millisToCheckpoint");
    return millis.isNumber() ? steps + ", in " + duration(millis.asLong()) : steps;
  }

  private static String size(JsonNode bytes) {
    if (!bytes.isNumber()) return "–";
    double mebibytes = bytes.asLong() / (double) (1 << 20);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }

  /// `7 s`, `3 min 5 s` or `2 h 10 min`.
  private static String duration(long millis) {
    long seconds = Math.round(millis / 1e3);
    if (seconds < 60) return seconds + " s";
    if (seconds < 3_600) return seconds / 60 + " min " + seconds % 60 + " s";
    return seconds / 3_600 + " h " + seconds / 60 % 60 + " min";
  }

  /// How soon samples show in answers.
  private static String learning(JsonNode learning) {
    var table =
        Table.of(
            Column.text("learning of the last hour"),
            Column.figure("samples answered"),
            Column.figure("not yet"),
            Column.figure("accepted to answered, p50"),
            Column.figure("p95"));
    for (JsonNode one : learning) {
      table.row(
          one.path("arm").asText(),
          one.path("answered").asText(),
          one.path("unanswered").asText(),
          seconds(one.path("p50Millis")),
          seconds(one.path("p95Millis")));
    }
    return table.isEmpty() ? "nothing learnt in the last hour shows in an answer" : table.text();
  }

  private static String seconds(JsonNode millis) {
    return String.format(Locale.ROOT, "%.1f s", millis.asLong() / 1e3);
  }

  private static String evaluations(JsonNode evaluations) {
    var table =
        Table.of(
            Column.text("running evaluation"),
            Column.text("benchmark"),
            Column.text("model"),
            Column.figure("scored"),
            Column.figure("items"),
            Column.figure("failed"));
    for (JsonNode one : evaluations) {
      table.row(
          shortened(one.path("id").asText()),
          one.path("benchmark").asText(),
          one.path("model").asText(),
          one.path("scored").asText(),
          one.path("items").asText(),
          one.path("failed").asText());
    }
    return table.isEmpty() ? "no evaluation is running" : table.text();
  }

  private static String counts(String what, JsonNode counts) {
    var parts = new ArrayList<String>();
    counts.properties().forEach(one -> parts.add(one.getKey() + " " + one.getValue().asText()));
    return what + ": " + (parts.isEmpty() ? "none" : String.join("   ", parts));
  }

  private static String shortened(String id) {
    return id.length() <= 16 ? id : id.substring(0, 16) + "…";
  }
}
