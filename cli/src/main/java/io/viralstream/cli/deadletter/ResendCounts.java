package io.viralstream.cli.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the letters of one command, over all its requests.
public final class ResendCounts {
  private static final int SHOWN = 10;
  private static final int LINE = 300;

  private final boolean dryRun;
  private final List<JsonNode> letters = new ArrayList<>();
  private final Map<String, Integer> states = new TreeMap<>();

  ResendCounts(boolean dryRun) {
    this.dryRun = dryRun;
  }

  void add(JsonNode reply) {
    for (JsonNode letter : reply.path("letters")) {
      letters.add(letter);
      states.merge(letter.path("state").asText(), 1, Integer::sum);
    }
  }

  public int refused() {
    return count("refused");
  }

  int done() {
    return letters.size();
  }

  public String text() {
    var lines = new ArrayList<String>();
    lines.add(
        (dryRun ? "would send " + count("ready") : "sent " + count("sent"))
            + ", sent before "
            + count("already-sent")
            + ", refused "
            + refused());
    letters.stream()
        .filter(letter -> letter.path("state").asText().equals("refused"))
        .limit(SHOWN)
        .forEach(letter -> lines.add(refusal(letter)));
    if (refused() > SHOWN)
      lines.add("  … and " + (refused() - SHOWN) + " more; --json names them all");
    return String.join("\n", lines);
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("dryRun", dryRun);
    json.put(dryRun ? "ready" : "sent", count(dryRun ? "ready" : "sent"));
    json.put("already", count("already-sent")).put("refused", refused());
    json.putArray("letters").addAll(letters);
    return json;
  }

  private static String refusal(JsonNode letter) {
    String text =
        letter.path("id").asText()
            + "  "
            + letter.path("why").asText()
            + ": "
            + letter.path("detail").asText();
    return "  " + PlainText.line(text, LINE);
  }

  private int count(String state) {
    return states.getOrDefault(state, 0);
  }
}
