package io.viralstream.gateway.evaluations;

import java.util.List;

/// The first answers to the items of evaluations, as ClickHouse has them. Blocks: not for the event
/// loop.
public interface AnswerStore {

  /// The answer that counted.
  ///
  /// @param item the item's id
  /// @param answer to the letter
  record AnswerView(String item, String answer) {
    long size() {
      return answer.length();
    }
  }

  /// The answers behind an item in the order of items' ids.
  ///
  /// @param after an item's id; the empty text for the first ones
  List<AnswerView> page(String evaluation, String after, int most);

  /// How many items of an evaluation have their answer stored by now.
  long answered(String evaluation);
}
