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
