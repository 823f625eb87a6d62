package io.viralstream.streams.score;

/// What a scorer made of a raw answer.
///
/// @param parsed what it read; `unknown` where it could read nothing
/// @param correct whether that is the truth
record ParsedAnswer(String parsed, boolean correct) {
  static final String UNKNOWN = "unknown";

  static ParsedAnswer of(String parsed, String truth) {
    return new ParsedAnswer(parsed, parsed.equals(truth));
  }
}
