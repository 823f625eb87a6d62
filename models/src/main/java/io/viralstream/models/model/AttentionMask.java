package io.viralstream.models.model;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.tensor.RowAttention;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Which positions a position may attend to.
public sealed interface AttentionMask {
  /// Itself and all before it in this call; not for calls that continue a cache.
  record Causal() implements AttentionMask {}

  /// Several sequences one behind another: itself and all before it in its own sequence.
  ///
  /// @param lengths of the sequences, T together
  record Apart(List<Integer> lengths) implements AttentionMask {}

  /// Everything remembered: a single new token that continues a cache.
  record Everything() implements AttentionMask {}

  /// Where the boolean mask `[B or 1, 1, T, S]` is true.
  record Masked(Tensor mask) implements AttentionMask {}

  /// One new token of each sequence over what is remembered of its own, where the boolean mask `[B,
  /// 1, 1, S]` is true; no row's bits depend on another's.
  record EachItsOwn(Tensor mask) implements AttentionMask {}

  /// Attention of q `[B, H, T, d]` over keys and values `[B, G, S, d]`.
  default Tensor attend(Tensor q, KeyValues past) {
    return switch (this) {
      case Causal() -> q.causalAttention(past.keys(), past.values());
      case Apart(List<Integer> lengths) -> apart(q, past, lengths);
      case Everything() -> q.attention(past.keys(), past.values());
      case Masked(Tensor mask) -> q.attention(past.keys(), past.values(), mask);
      case EachItsOwn(Tensor mask) -> RowAttention.attend(q, past.keys(), past.values(), mask);
    };
  }

  private static Tensor apart(Tensor q, KeyValues all, List<Integer> lengths) {
    List<Tensor> attended = new ArrayList<>(); // [B, T, H, d], as the kernel leaves them
    long at = 0;
    for (int length : lengths) {
      Tensor keys = all.keys().narrow(2, at, length);
      Tensor values = all.values().narrow(2, at, length);
      attended.add(q.narrow(2, at, length).causalAttention(keys, values).transpose(1, 2));
      at += length;
    }
    return Tensor.concat(attended, 1).transpose(1, 2);
  }
}
