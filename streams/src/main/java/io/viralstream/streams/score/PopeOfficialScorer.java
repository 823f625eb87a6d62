package io.viralstream.streams.score;

import io.viralstream.schemas.answers.PlainText;
import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// POPE's own evaluation script: an answer is no where its first sentence says so, and else yes.
///
/// "No, there is not." is no; "There is none" is yes; so are "NO" and the empty answer. It is
/// lenient towards models that always say yes, which is why `strict` stands beside it.
record PopeOfficialScorer() implements Scorer {
  private static final Set<String> NEGATIONS = Set.of("No", "no", "not");

  @Override
  public String variant() {
    return "pope-official";
  }

  @Override
  public String parser() {
    return "pope-official/1";
  }

  @Override
  public ParsedAnswer read(BenchmarkItem item, String raw) {
    int stop = raw.indexOf('.');
    String sentence = stop < 0 ? raw : raw.substring(0, stop);
    var words = List.of(sentence.replace(",", "").split(" ", -1));
    boolean negated = !Collections.disjoint(words, NEGATIONS);
    return ParsedAnswer.of(negated ? "no" : "yes", PlainText.lower(item.getTruth()));
  }
}
