package io.viralstream.workers.tensor;

/// Operations on rows that belong to different sequences, each computed alike whatever the others
/// hold.
///
/// On the CPU a row's bits depend on the shapes alone. Fused attention does not keep that promise:
/// its scratch memory lies differently in each thread, and the matrix products with it.
public final class Rows {
  private Rows() {}

  /// Attention of q `[B, H, 1, D]` over k and v `[B, G, S, D]`, row by row, where the boolean mask
  /// `[B, 1, 1, S]` is true; each row sees one slot at least.
  public static Tensor attend(Tensor q, Tensor k, Tensor v, Tensor mask) {
    return q.memory().torch().tensor("attention_rows", q, k, v, mask);
  }

  /// Writes one slot of each row in place: fresh `[B, G, 1, D]` into `[B, G, S, D]` at I64 slots
  /// `[B]`.
  public static void put(Tensor rows, Tensor slots, Tensor fresh) {
    rows.memory().torch().effect("put_rows", rows, slots, fresh);
  }
}
