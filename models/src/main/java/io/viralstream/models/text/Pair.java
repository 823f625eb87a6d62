package io.viralstream.models.text;

import java.util.Comparator;

/// Two neighbouring tokens that may be joined.
record Pair(String left, String right) {
  static final Comparator<Pair> ALPHABETICAL =
      Comparator.comparing(Pair::left).thenComparing(Pair::right);

  String joined() {
    return left + right;
  }
}
