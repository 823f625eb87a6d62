package io.viralstream.models.generate;

import java.util.List;

/// What was said after a prompt.
///
/// @param ids with the token that ended it
public record Completion(List<Integer> ids, Ending ending) {
  public Completion {
    ids = List.copyOf(ids);
  }

  /// The same without the end token.
  public Answer answer() {
    boolean ended = ending == Ending.END_TOKEN;
    return new Answer(ended ? ids.subList(0, ids.size() - 1) : ids, ending != Ending.LENGTH);
  }
}
