package io.viralstream.schemas;

/// How many sequences an `infer` worker continues together at most, and so the largest batch that
/// an evaluation may ask for.
///
/// Gateway and worker both refuse more by name: a batch that is silently smaller than asked for
/// would show a figure as that of a size that nothing ran with. The worker's own settings are held
/// to this number by a test, since they know no records.
public final class BatchLimit {
  /// Sequences.
  public static final int MOST = 16;

  private BatchLimit() {}
}
