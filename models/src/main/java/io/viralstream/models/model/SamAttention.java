package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.List;

/// Attention within a square of cells, to whose scores each query adds how it likes a key's row and
/// column, relative to its own: softmax(q·k/√d + q·r_row + q·r_column) v.
///
/// @param fused query, key and value, D → 3D
/// @param output D → D
/// @param rows `[2w−1, d]`, by the difference of rows from −(w−1) to w−1
/// @param columns the same by the difference of columns
/// @param heads attention heads
record SamAttention(Linear fused, Linear output, Tensor rows, Tensor columns, int heads) {
  /// @param side w of the square in cells
  static SamAttention of(Weights weights, int width, int heads, int side) {
    Initial initial = Initial.fanIn(width);
    long differences = 2L * side - 1;
    return new SamAttention(
        Linear.biased(weights, "qkv", initial, width, 3L * width),
        Linear.biased(weights, "proj", initial, width, width),
        weights.take("rel_pos_h", Initial.zeros(), differences, width / heads),
        weights.take("rel_pos_w", Initial.zeros(), differences, width / heads),
        heads);
  }

  /// `[B, w, w, D]` to the same.
  Tensor apply(Tensor x) {
    long batch = x.size(0);
    long side = x.size(1);
    long width = x.size(3);
    Tensor parts = fused.apply(x.reshape(batch, side * side, width)); // [B, w², 3D]
    Tensor q = Heads.split(parts.narrow(2, 0, width), heads); // [B, H, w², d]
    Tensor k = Heads.split(parts.narrow(2, width, width), heads);
    Tensor v = Heads.split(parts.narrow(2, 2 * width, width), heads);
    Tensor joined = Heads.join(q.attention(k, v, liking(q, side)));
    return output.apply(joined).reshape(batch, side, side, width);
  }

  /// What is added to the scores, `[B, H, w², w²]`.
  private Tensor liking(Tensor q, long side) {
    Tensor at = q.reshape(q.size(0), heads, side, side, q.size(3)); // [B, H, row, column, d]
    Tensor byRow = at.matmul(apart(rows, side)); // [B, H, row, column, key's row]
    Tensor byColumn = at.transpose(2, 3).matmul(apart(columns, side)).transpose(2, 3);
    Tensor both =
        byRow
            .reshape(q.size(0), heads, side * side, side, 1)
            .add(byColumn.reshape(q.size(0), heads, side * side, 1, side));
    return both.reshape(q.size(0), heads, side * side, side * side);
  }

  /// For each place of a query the vectors of all keys' places, `[w, d, w]`: those of differences i
  /// − j, which begin at row w − 1 − j and go on with i.
  private static Tensor apart(Tensor table, long side) {
    Tensor[] byKey = new Tensor[Math.toIntExact(side)];
    for (int j = 0; j < byKey.length; j++) byKey[j] = table.narrow(0, side - 1 - j, side);
    return Tensor.stack(List.of(byKey), 2); // [w, d, w]
  }
}
