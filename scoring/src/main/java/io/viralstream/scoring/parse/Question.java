package io.viralstream.scoring.parse;

import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.List;

/// A question of a benchmark with its truth: all of an item that a parser may look at.
///
/// @param text the question as the model was asked
/// @param truth the right answer as the benchmark's file has it: "yes", "(C)", "left"
/// @param choices the options of a multiple choice in the order of their letters, else none
/// @param synonyms CHAIR's words for objects, which belong to the version of its truth; under any
///   other rule [SynonymTable#NONE]
public record Question(String text, String truth, List<String> choices, SynonymTable synonyms) {
  public Question {
    choices = List.copyOf(choices);
  }

  /// Of a rule that needs no synonyms.
  public Question(String text, String truth, List<String> choices) {
    this(text, truth, choices, SynonymTable.NONE);
  }

  public static Question of(BenchmarkItem item, SynonymTable synonyms) {
    return new Question(item.getQuestion(), item.getTruth(), item.getChoices(), synonyms);
  }
}
