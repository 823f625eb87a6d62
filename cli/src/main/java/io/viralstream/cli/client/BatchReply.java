package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What a gateway said to a batch: how many lines it took, why it refused the others, and what it
/// took otherwise than it stood.
public record BatchReply(int taken, List<Refusal> refusals, List<Note> notes) {
  private static final int UNAVAILABLE = 503;

  /// @param line the refused line's place in the batch, from 1
  public record Refusal(int line, Problem problem) {}

  /// @param line the line's place in the batch, from 1
  public record Note(int line, String text) {}

  static BatchReply of(JsonNode json) {
    var refusals = new ArrayList<Refusal>();
    var notes = new ArrayList<Note>();
    for (JsonNode line : json.path("lines")) {
      if (line.hasNonNull("problem"))
        refusals.add(new Refusal(line.path("line").asInt(), Problem.of(422, line.get("problem"))));
      if (line.hasNonNull("note"))
        notes.add(new Note(line.path("line").asInt(), line.path("note").asText()));
    }
    return new BatchReply(json.path("taken").asInt(), List.copyOf(refusals), List.copyOf(notes));
  }

  /// Whether a line only found the log away, and may be sent again.
  public boolean anyUnavailable() {
    return refusals.stream().anyMatch(refusal -> refusal.problem().status() == UNAVAILABLE);
  }
}
