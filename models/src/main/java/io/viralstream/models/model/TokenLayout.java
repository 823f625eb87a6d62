package io.viralstream.models.model;

import io.viralstream.models.tensor.Torch;
import java.util.List;

/// Where the tokens of samples stand in a batch `[B, T]`: plain arrays.
///
/// Rows are numbered `b·T + t` over the whole batch. A row's source is the index of its embedding
/// in the list "all text ids in order, then all visual tokens in order".
public sealed interface TokenLayout permits PackedBatch, PromptRow {
  List<PackedSample> samples();

  /// B.
  int size();

  /// T.
  int length();

  int[] textIds();

  /// `[B·T]`.
  int[] sources();

  /// `[B, T]` row-major.
  int[] positions();

  /// Rows of the visual tokens, sample after sample.
  int[] visualRows();

  /// What each row attends to.
  AttentionMask attentionMask(Torch torch);
}
