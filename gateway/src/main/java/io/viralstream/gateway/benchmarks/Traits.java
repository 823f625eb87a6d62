package io.viralstream.gateway.benchmarks;

/// What a seal has to know of an item beside its hash, as one number.
///
/// @param category its number among the version's categories
/// @param yesNo whether its truth is yes or no
record Traits(int partition, int category, boolean yesNo) {
  static Traits of(long packed) {
    return new Traits((int) (packed >>> 32), (int) packed >>> 1, (packed & 1) == 1);
  }

  long packed() {
    return (long) partition << 32 | (long) category << 1 | (yesNo ? 1 : 0);
  }
}
