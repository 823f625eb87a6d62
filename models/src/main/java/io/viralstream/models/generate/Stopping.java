package io.viralstream.models.generate;

import io.viralstream.models.text.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// When a sequence ends.
///
/// @param ends ids of which each ends an answer
/// @param texts what ends it too, once it is said
/// @param most tokens, the one that ends it included
public record Stopping(Set<Integer> ends, Optional<Texts> texts, int most) {
  /// Texts and the tokenizer that they are looked for with.
  public record Texts(Tokenizer tokenizer, List<String> texts) {
    public Texts {
      texts = List.copyOf(texts);
      if (texts.stream().anyMatch(String::isEmpty)) {
        throw new IllegalArgumentException("a stop text is empty");
      }
    }
  }

  public Stopping {
    ends = Set.copyOf(ends);
    if (most < 1) {
      throw new IllegalArgumentException("mostTokens=" + most + ", expected at least 1");
    }
  }

  public static Stopping at(int end, int most) {
    return new Stopping(Set.of(end), Optional.empty(), most);
  }
}
