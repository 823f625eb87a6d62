package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.console.PlainText;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;

/// Dead letters by step, category and reason, and the newest of them.
public final class DeadLetterTable {
  private static final int REASON = 90;
  private static final int ID = 80;

  private DeadLetterTable() {}

  public static String text(JsonNode found) {
    if (found.path("counts").isEmpty()) return "no dead letter";
    return kinds(found.path("counts")) + "\n\n" + letters(found.path("letters"));
  }

  private static String kinds(JsonNode counts) {
    var table =
        Table.of(
            Column.figure("letters"),
            Column.figure("sent again"),
            Column.text("step"),
            Column.text("category"),
            Column.text("reason, # for numbers"));
    for (JsonNode kind : counts) {
      table.row(
          kind.path("letters").asText(),
          kind.path("resent").asText(),
          kind.path("step").asText(),
          kind.path("category").asText(),
          PlainText.line(kind.path("reason").asText(), REASON));
    }
    return table.text();
  }

  private static String letters(JsonNode letters) {
    var table =
        Table.of(
            Column.text("newest letters"),
            Column.text("failed"),
            Column.text("category"),
            Column.text("sent again"));
    for (JsonNode letter : letters) {
      table.row(
          PlainText.line(letter.path("id").asText(), ID),
          letter.path("at").asText(),
          letter.path("category").asText(),
          letter.path("resent").path("at").asText("no"));
    }
    return table.text();
  }
}
