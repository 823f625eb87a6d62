package io.viralstream.embedded.clickhouse.chdb;

/// A call into C, which Java's types let throw anything although it throws nothing.
@FunctionalInterface
interface NativeCall<T> {

  T invoke() throws Throwable;

  /// Runs the call; whatever it throws is a bug or the engine's error, and never checked.
  static <T> T of(NativeCall<T> call) {
    try {
      return call.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("call into libchdb failed", t);
    }
  }
}
