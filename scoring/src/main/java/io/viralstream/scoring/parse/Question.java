package io.viralstream.scoring.parse;

import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.List;

/// A question of a benchmark with its truth: all of an item that a parser may look at.
///
/// @param text the question as the model was asked
/// @param truth the right answer as the benchmark's file has it: "yes", "(C)", "left"
/// @param choices the options of a multiple choice in the order of their letters, else none
public record Question(String text, String truth, List<String> choices) {
  public Question {
    choices = List.copyOf(choices);
  }

  public static Question of(BenchmarkItem item) {
    return new Question(item.getQuestion(), item.getTruth(), item.getChoices());
  }
}
