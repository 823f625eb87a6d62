package io.viralstream.cli.settings;

import java.util.Arrays;
import java.util.Comparator;

/// The known key that a misspelt one is nearest to, by edit distance.
final class Spelling {
  private Spelling() {}

  static String nearest(String key) {
    return Arrays.stream(Setting.values())
        .map(Setting::name)
        .min(Comparator.comparingInt(known -> distance(known, key)))
        .orElseThrow();
  }

  /// Letters to insert, delete or replace: `distance("VIRAL_PORT", "VIRAL_PROT")` is 2.
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    Arrays.setAll(above, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
