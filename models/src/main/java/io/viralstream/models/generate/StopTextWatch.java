package io.viralstream.models.generate;

import io.viralstream.models.text.IncrementalText;
import java.util.List;

/// Looks for stop texts in an answer as it grows.
final class StopTextWatch {
  private final List<String> texts;
  private final IncrementalText incremental;
  private final StringBuilder said = new StringBuilder();
  private final int longest;

  StopTextWatch(Stopping.Texts wanted) {
    texts = wanted.texts();
    incremental = wanted.tokenizer().incremental();
    longest = texts.stream().mapToInt(String::length).max().orElse(0);
  }

  /// Whether the text holds a stop text after this token, which may begin in earlier ones.
  boolean holds(int id) {
    String added = incremental.push(id);
    int from = Math.max(0, said.length() - longest + 1);
    said.append(added);
    return texts.stream().anyMatch(text -> said.indexOf(text, from) >= 0);
  }
}
