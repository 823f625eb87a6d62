package io.viralstream.cli.command;

import java.util.ArrayList;
import java.util.List;

/// Text in lines that break between words and nowhere else: an address or a name stays whole.
final class WordWrap {
  private WordWrap() {}

  /// Sentences that were written over several pieces are put together again: a new line begins
  /// behind a full stop or a colon only.
  static List<String> paragraphs(String... pieces) {
    List<String> paragraphs = new ArrayList<>();
    var open = new StringBuilder();
    for (String piece : pieces) {
      if (!open.isEmpty()) open.append(' ');
      open.append(piece.strip());
      if (!piece.endsWith(".") && !piece.endsWith(":")) continue;
      paragraphs.add(open.toString());
      open.setLength(0);
    }
    if (!open.isEmpty()) paragraphs.add(open.toString());
    return paragraphs;
  }

  /// @param width that no line exceeds, but for a word that is longer
  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.strip().split(" +", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      if (!line.isEmpty()) line.append(' ');
      line.append(word);
    }
    lines.add(line.toString());
    pairLastWord(lines, width);
    return lines;
  }

  /// A word that would stand alone on the last line takes the one before it along.
  private static void pairLastWord(List<String> lines, int width) {
    if (lines.size() < 2 || lines.getLast().contains(" ")) return;
    String above = lines.get(lines.size() - 2);
    int blank = above.lastIndexOf(' ');
    String pair = above.substring(blank + 1) + " " + lines.getLast();
    if (blank < 0 || pair.length() > width) return;
    lines.set(lines.size() - 2, above.substring(0, blank));
    lines.set(lines.size() - 1, pair);
  }
}
