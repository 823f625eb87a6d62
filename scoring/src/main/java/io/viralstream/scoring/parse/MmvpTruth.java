package io.viralstream.scoring.parse;

import java.util.Map;
import java.util.Optional;

/// The versions of MMVP's truth, and its pairs: questions 1 and 2, 3 and 4, and so on to 300.
public enum MmvpTruth {
  /// As the file has it.
  ORIGINAL(Map.of()),
  /// With four answers assigned. It swaps nothing: some copies of the file are corrected already.
  FIXED(Map.of(99, "(b)", 100, "(a)", 279, "(b)", 280, "(a)"));

  private final Map<Integer, String> assigned;

  MmvpTruth(Map<Integer, String> assigned) {
    this.assigned = assigned;
  }

  /// @param index the question's own, from 1
  /// @param answer the file's "Correct Answer"
  public String of(int index, String answer) {
    return assigned.getOrDefault(index, answer);
  }

  /// The number of a question's pair, from 1.
  ///
  /// @param index the question's own, from 1
  public static int pair(int index) {
    if (index < 1) throw new IllegalArgumentException("Index=" + index + ", expected at least 1");
    return (index + 1) / 2;
  }

  /// What is wrong with two questions as a pair; empty where they are one.
  public static Optional<String> unpaired(int index, String first, String second) {
    if (index % 2 == 0)
      return Optional.of("Index=" + index + ", expected the odd one of a pair first");
    if (first.equals(second)) return Optional.empty();
    return Optional.of(
        "Question of Index=" + (index + 1) + " is not that of Index=" + index + ", expected equal");
  }
}
