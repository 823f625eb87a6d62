package io.viralstream.models.generate;

import java.util.List;

/// What the model said.
///
/// @param tokens without the end token
/// @param ended whether it ended by itself; otherwise it was cut at the limit
public record Answer(List<Integer> tokens, boolean ended) {
  public Answer {
    tokens = List.copyOf(tokens);
  }
}
