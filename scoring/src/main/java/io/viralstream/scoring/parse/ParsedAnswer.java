package io.viralstream.scoring.parse;

/// What a parser made of a raw answer.
///
/// @param parsed what it read; [#UNKNOWN], a class of its own, where it could read nothing
/// @param correct whether that is the truth
public record ParsedAnswer(String parsed, boolean correct) {
  public static final String UNKNOWN = "unknown";

  static ParsedAnswer of(String parsed, String truth) {
    return new ParsedAnswer(parsed, parsed.equals(truth));
  }

  /// Nothing was read, which is wrong whatever the truth.
  static ParsedAnswer unread() {
    return new ParsedAnswer(UNKNOWN, false);
  }
}
