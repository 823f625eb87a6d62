package io.viralstream.scenes;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/// One training sample in LLaVA's layout.
///
/// @param image file name of the picture, relative to the file of conversations
/// @param conversations turns of `human` and `gpt` in alternation
@JsonPropertyOrder({"id", "image", "conversations"})
public record LlavaConversation(String id, String image, List<Turn> conversations) {
  /// What opens the first human turn: the place of the picture.
  public static final String IMAGE_FIRST = "<image>\n";

  public LlavaConversation {
    conversations = List.copyOf(conversations);
  }

  /// One utterance.
  ///
  /// @param from `human` or `gpt`
  @JsonPropertyOrder({"from", "value"})
  public record Turn(String from, String value) {}
}
