package io.viralstream.streams.score;

import io.viralstream.schemas.answers.PlainText;
import io.viralstream.schemas.avro.BenchmarkItem;

/// Exactly yes or no, whatever the case and outer blanks; anything else is unknown, and wrong.
record StrictYesNoScorer() implements Scorer {

  @Override
  public String variant() {
    return "strict";
  }

  @Override
  public String parser() {
    return "strict/1";
  }

  @Override
  public ParsedAnswer read(BenchmarkItem item, String raw) {
    String answer = PlainText.lower(raw);
    boolean known = answer.equals("yes") || answer.equals("no");
    return ParsedAnswer.of(known ? answer : ParsedAnswer.UNKNOWN, PlainText.lower(item.getTruth()));
  }
}
