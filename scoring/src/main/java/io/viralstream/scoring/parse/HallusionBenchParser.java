package io.viralstream.scoring.parse;

/// HallusionBench's questions, whose truth is yes or no, by VLMEvalKit's rule without a judge: the
/// one of the two words that stands in the answer; both or none is unknown, and wrong.
public final class HallusionBenchParser {
  private HallusionBenchParser() {}

  public static ParsedAnswer read(Question question, String raw) {
    String read = YesNoWords.in(raw).orElse(ParsedAnswer.UNKNOWN);
    return ParsedAnswer.of(read, PlainText.lower(question.truth()));
  }
}
