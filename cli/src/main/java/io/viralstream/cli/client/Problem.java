package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// An RFC 9457 problem: what is wrong, and with which field.
///
/// @param type last part of the problem's type, such as `several-images`
public record Problem(
    String type, int status, String title, String detail, Optional<String> field) {

  static Problem of(int status, JsonNode json) {
    String type = json.path("type").asText("");
    return new Problem(
        type.substring(type.lastIndexOf('/') + 1),
        json.path("status").asInt(status),
        json.path("title").asText("status " + status),
        json.path("detail").asText(""),
        Optional.ofNullable(json.get("field")).map(JsonNode::asText));
  }

  /// `image: too large: 9 MiB, at most 8`.
  public String sentence() {
    String about = field.map(name -> name + ": ").orElse("");
    return about + title + (detail.isEmpty() ? "" : ": " + detail);
  }
}
