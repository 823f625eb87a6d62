package io.viralstream.models.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A word of the corpus, how often it occurs, and the tokens that it is made of so far.
record Word(List<String> tokens, long count) {

  static Word of(String spelling, long count) {
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < spelling.length(); i++) letters.add(spelling.substring(i, i + 1));
    return new Word(letters, count);
  }

  void addPairs(Map<Pair, Long> counts) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      counts.merge(new Pair(tokens.get(i), tokens.get(i + 1)), count, Long::sum);
    }
  }

  /// Joins every occurrence of the pair, from left to right.
  void join(Pair pair) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (!tokens.get(i).equals(pair.left()) || !tokens.get(i + 1).equals(pair.right())) continue;
      tokens.set(i, pair.joined());
      tokens.remove(i + 1);
    }
  }

  /// Two neighbouring tokens that may be joined.
  record Pair(String left, String right) {
    static final Comparator<Pair> ALPHABETICAL =
        Comparator.comparing(Pair::left).thenComparing(Pair::right);

    String joined() {
      return left + right;
    }
  }
}
