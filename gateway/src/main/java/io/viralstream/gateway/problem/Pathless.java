package io.viralstream.gateway.problem;

import java.util.regex.Pattern;

/// Text of another process without what is nobody's business outside: paths and addresses of our
/// machines, such as `file:/data/arms/viral-3: no such directory`.
public final class Pathless {
  private static final Pattern PLACE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}<])(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?:/[^\\s/:;,\"'()\\[\\]]+){2,}/?"
              + "|\\b[A-Za-z][A-Za-z0-9+.-]*://[^\\s;,\"'()\\[\\]]+"
              + "|\\b[A-Za-z]:\\\\[^\\s:;,\"'()\\[\\]]+"
              + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?\\b");

  private Pathless() {}

  public static String of(String text) {
    return PLACE.matcher(text).replaceAll("…");
  }
}
