package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A feed's end as it was acknowledged.
///
/// @param arms those that were live at that moment, which `--wait` waits for
public record FeedEndReceipt(String id, String feed, List<String> arms) {
  static FeedEndReceipt of(JsonNode json) {
    var arms = new ArrayList<String>();
    json.path("arms").forEach(arm -> arms.add(arm.asText()));
    return new FeedEndReceipt(
        json.path("id").asText(), json.path("feed").asText(), List.copyOf(arms));
  }
}
