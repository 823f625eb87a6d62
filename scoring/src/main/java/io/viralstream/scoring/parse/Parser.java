package io.viralstream.scoring.parse;

/// Reads a raw answer and compares it with the truth: a plain function of the two.
///
/// Answers are hostile text of any length. A parser takes time and memory in proportion to it, and
/// throws nothing: what it cannot read is [ParsedAnswer#UNKNOWN].
@FunctionalInterface
public interface Parser {
  /// @param raw the answer as the model gave it, untrimmed
  ParsedAnswer read(Question question, String raw);
}
