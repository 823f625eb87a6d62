package io.viralstream.streams.score;

import io.viralstream.schemas.avro.BenchmarkItem;

/// The rule for question files of one's own: the truth says how an answer is read. Emphasis,
/// brackets and "Answer:" around an answer change nothing.
///
/// | truth | example | an answer is read as |
/// |---|---|---|
/// | letter or text of an option, where there are options | `B`, `(b)` | `Choices` |
/// | yes or no | `Yes` | its first word, if that is yes or no |
/// | a number in digits | `3` | the only number in it; number words are no numbers |
/// | anything else | `red` | itself, as `BareAnswer` has it |
record GenericScorer() implements Scorer {

  @Override
  public String variant() {
    return "generic";
  }

  @Override
  public String parser() {
    return "generic/1";
  }

  @Override
  public ParsedAnswer read(BenchmarkItem item, String raw) {
    return AnswerKey.of(item).read(raw);
  }
}
