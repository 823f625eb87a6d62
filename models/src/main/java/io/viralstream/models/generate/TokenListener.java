package io.viralstream.models.generate;

/// Hears each token of one sequence as it is chosen, the one that ends it included.
///
/// It is called on the thread that generates, and everything else waits meanwhile: what takes long
/// is for another thread. It may add requests to the generator and abandon sequences. Its last call
/// comes before [Sequence#completion] is there; after [Sequence#abandon] none comes.
///
/// An exception that it throws ends its own sequence, as nobody hears that one any more: it is not
/// called again, [Sequence#completion] has the exception as its cause, and all other sequences go
/// on. An error is nobody's to hide; it leaves [Generator#step].
@FunctionalInterface
public interface TokenListener {
  void chosen(int id);

  /// For sequences of which only the completion is wanted.
  static TokenListener none() {
    return id -> {};
  }
}
