package io.viralstream.models.generate;

import io.viralstream.models.text.Tokenizer;
import java.util.List;

/// What a model said after a prompt.
///
/// @param ids of all its tokens, the one that ended it included
public record Completion(List<Integer> ids, Ending ending) {
  public Completion {
    ids = List.copyOf(ids);
  }

  /// Why a sequence goes on no longer.
  public enum Ending {
    /// It said a token that ends answers.
    END_TOKEN,
    /// Its text holds a stop text.
    STOP_TEXT,
    /// It was cut at its limit.
    LENGTH
  }

  /// The ids without the end token.
  public List<Integer> answer() {
    return ending == Ending.END_TOKEN ? ids.subList(0, ids.size() - 1) : ids;
  }

  /// Whether it ended by itself, and was not cut at its limit.
  public boolean ended() {
    return ending != Ending.LENGTH;
  }

  /// Its text, untrimmed. An end token that is no special token of the tokenizer belongs to it, as
  /// in transformers.
  public String text(Tokenizer tokenizer) {
    return tokenizer.decode(ids.stream().mapToInt(Integer::intValue).toArray());
  }
}
