package io.viralstream.scoring.parse;

/// The rule for question files of one's own: the truth says how an answer is read. Emphasis,
/// brackets and "Answer:" around an answer change nothing.
///
/// | truth | example | an answer is read as |
/// |---|---|---|
/// | letter or text of an option, where there are options | `B`, `(b)` | `Choices` |
/// | yes or no | `Yes` | its first word, if that is yes or no |
/// | a number in digits | `3` | the only number in it; number words are no numbers |
/// | anything else | `red` | itself, as `BareAnswer` has it |
public final class GenericParser {
  private GenericParser() {}

  public static ParsedAnswer read(Question question, String raw) {
    return AnswerKey.of(question).read(raw);
  }
}
