package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.console.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All about one dead letter on one screen.
public final class DeadLetterScreen {
  private static final int LINE = 1_000;

  private DeadLetterScreen() {}

  public static String text(JsonNode sheet) {
    JsonNode letter = sheet.path("letter");
    var lines = new ArrayList<String>();
    lines.add(PlainText.line(letter.path("id").asText(), LINE));
    line(lines, "step", letter.path("step").asText());
    optional(lines, "arm", letter.path("arm"));
    line(lines, "category", letter.path("category").asText());
    line(lines, "reason", letter.path("reason").asText());
    line(lines, "failed at", letter.path("at").asText());
    line(
        lines, "record", place(letter.path("origin")) + ", bytes " + letter.path("bytes").asText());
    optional(lines, "key", sheet.path("key"));
    for (JsonNode header : sheet.path("headers"))
      line(lines, "header", header.path("key").asText() + " = " + header.path("value").asText());
    optional(lines, "was before", sheet.path("before"));
    line(lines, "sent again", sentAgain(sheet));
    lines.add("");
    lines.addAll(content(sheet));
    return String.join("\n", lines);
  }

  private static String sentAgain(JsonNode sheet) {
    JsonNode resent = sheet.path("letter").path("resent");
    if (resent.isObject())
      return resent.path("at").asText() + ", became " + place(resent.path("became"));
    JsonNode resendable = sheet.path("resendable");
    if (resendable.path("possible").asBoolean()) return "no; it can be sent";
    return "no; refused as "
        + resendable.path("why").asText()
        + ": "
        + resendable.path("detail").asText();
  }

  private static List<String> content(JsonNode sheet) {
    if (sheet.path("record").isObject())
      return List.of(PlainText.lines(sheet.path("record").toPrettyString()));
    return List.of(
        "not readable: " + PlainText.line(sheet.path("unreadable").asText(), LINE),
        "begins with " + PlainText.line(sheet.path("hex").asText(), LINE));
  }

  private static String place(JsonNode place) {
    return place.path("topic").asText()
        + " partition "
        + place.path("partition").asText()
        + " offset "
        + place.path("offset").asText();
  }

  private static void optional(List<String> lines, String name, JsonNode value) {
    if (value.isTextual()) line(lines, name, value.asText());
  }

  private static void line(List<String> lines, String name, String value) {
    lines.add(String.format(Locale.ROOT, "%-11s %s", name, PlainText.line(value, LINE)));
  }
}
