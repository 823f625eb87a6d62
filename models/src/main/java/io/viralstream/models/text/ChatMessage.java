package io.viralstream.models.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One message of a conversation as a chat template sees it.
///
/// @param picture whether a picture stands before the text
record ChatMessage(String role, boolean picture, String text) {
  static ChatMessage user(boolean picture, String text) {
    return new ChatMessage("user", picture, text);
  }

  static ChatMessage assistant(String text) {
    return new ChatMessage("assistant", false, text);
  }

  /// `content` as a list of parts: `{type: image}`, `{type: text, text: …}`.
  Map<String, Object> inParts() {
    List<Map<String, String>> parts = new ArrayList<>();
    if (picture) parts.add(Map.of("type", "image"));
    parts.add(Map.of("type", "text", "text", text));
    return Map.of("role", role, "content", parts);
  }

  /// `content` as one text, the picture by its token and a line end.
  Map<String, Object> inOneText() {
    String content = picture ? ChatTemplate.IMAGE + "\n" + text : text;
    return Map.of("role", role, "content", content);
  }
}
