package io.viralstream.models.generate;

/// How many sequences are continued together.
///
/// @param rows sequences that a batch has room for
/// @param most sequences that are continued at once. In batch-invariant mode the batch keeps all
///   its rows, so that its shapes, and with them the bits of an answer, are those of any other
///   limit
/// @param tokens slots that all of them together may fill, prompts included
/// @param invariant whether shapes follow from these settings and a sequence's own room alone, so
///   that on the CPU its bits do not depend on what runs beside it; slower than without
public record BatchSettings(int rows, int most, int tokens, boolean invariant) {
  public BatchSettings {
    require(rows >= 1 && rows <= 1024, "rows", rows, "1 to 1024");
    require(most >= 1 && most <= rows, "most", most, "1 to the rows, " + rows);
    require(tokens >= 1, "tokens", tokens, "1 or more");
  }

  /// With as many sequences at once as there are rows.
  public BatchSettings(int rows, int tokens, boolean invariant) {
    this(rows, rows, tokens, invariant);
  }

  /// 16 sequences in 8,192 slots, batch-invariant: what evaluations run with.
  public static BatchSettings defaults() {
    return new BatchSettings(16, 1 << 13, true);
  }

  /// As these, with at most so many sequences at once.
  public BatchSettings atMost(int fewer) {
    return new BatchSettings(rows, Math.min(most, fewer), tokens, invariant);
  }

  /// As these, as fast as may be: what runs beside a sequence may change how its scores are
  /// rounded.
  public BatchSettings fast() {
    return new BatchSettings(rows, most, tokens, false);
  }

  /// As these, with no more slots together than so many bytes hold; one sequence always fits.
  ///
  /// @param slot bytes of one token's keys and values
  BatchSettings within(long bytes, long slot) {
    int held = Math.toIntExact(Math.clamp(bytes / slot, 1, tokens));
    return new BatchSettings(rows, most, held, invariant);
  }

  /// The rows of all batches of a window; one sequence always fits.
  int rows(int window) {
    return Math.clamp(tokens / window, 1, invariant ? rows : most);
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("batch " + key + "=" + value + ", expected " + expected);
    }
  }
}
