package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What a gateway said to a batch: how many lines it took, and why it refused the others.
public record BatchReply(int taken, List<Refusal> refusals) {
  private static final int UNAVAILABLE = 503;

  /// @param line the refused line's place in the batch, from 1
  public record Refusal(int line, Problem problem) {}

  static BatchReply of(JsonNode json) {
    var refusals = new ArrayList<Refusal>();
    for (var line : json.path("lines")) {
      if (line.hasNonNull("problem"))
        refusals.add(new Refusal(line.path("line").asInt(), Problem.of(422, line.get("problem"))));
    }
    return new BatchReply(json.path("taken").asInt(), List.copyOf(refusals));
  }

  /// Whether a line only found the log away, and may be sent again.
  public boolean anyUnavailable() {
    return refusals.stream().anyMatch(refusal -> refusal.problem().status() == UNAVAILABLE);
  }
}
