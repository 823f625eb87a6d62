package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Items of an evaluation whose answers ran with so many sequences together, as the stored rows
/// say.
///
/// @param batch the most sequences that a step continued, the item's among them
public record BatchCount(int batch, long items) {
  static List<BatchCount> of(JsonNode json) {
    var counts = new ArrayList<BatchCount>();
    json.path("batches")
        .forEach(count ->
            counts.add(new BatchCount(count.path("batch").asInt(), count.path("items").asLong())));
    return List.copyOf(counts);
  }
}
