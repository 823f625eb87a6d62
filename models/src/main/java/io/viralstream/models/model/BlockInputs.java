package io.viralstream.models.model;

import io.viralstream.models.model.RotaryEmbedding.Rotation;
import java.util.Optional;

/// What the blocks of one pass of LM_θ take beside the tokens.
///
/// @param watch sees queries and keys of each block
record BlockInputs(
    Rotation rotation,
    AttentionMask attentionMask,
    KeyValueMemory memory,
    Optional<DropoutMask> dropout,
    Optional<VisualAddition> addition,
    AttentionWatch watch) {
  BlockInputs watchedBy(AttentionWatch other) {
    return new BlockInputs(rotation, attentionMask, memory, dropout, addition, other);
  }
}
