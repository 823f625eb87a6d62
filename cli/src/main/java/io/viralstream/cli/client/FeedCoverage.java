package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far the arms are with one end of a feed.
///
/// @param complete whether every arm asked about has a checkpoint that covers the end, or has made
///   all its steps before it
public record FeedCoverage(boolean complete, List<Arm> arms) {

  /// @param finished whether it has made all its steps
  /// @param model the first version that covers the end, once there is one
  public record Arm(
      String name, boolean covered, boolean live, boolean finished, Optional<String> model) {
    /// Whether nothing is left to wait for.
    public boolean isSettled() {
      return covered || finished;
    }
  }

  static FeedCoverage of(JsonNode json) {
    var arms = new ArrayList<Arm>();
    for (JsonNode arm : json.path("arms")) {
      arms.add(
          new Arm(
              arm.path("arm").asText(),
              arm.path("covered").asBoolean(),
              arm.path("live").asBoolean(),
              arm.path("finished").asBoolean(),
              Optional.ofNullable(arm.get("model"))
                  .filter(JsonNode::isTextual)
                  .map(JsonNode::asText)));
    }
    return new FeedCoverage(json.path("complete").asBoolean(), List.copyOf(arms));
  }

  public long settled() {
    return arms.stream().filter(Arm::isSettled).count();
  }
}
