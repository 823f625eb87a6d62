package io.viralstream.gateway;

/// How much the gateway does at once; beyond it a request is answered 503 at once.
///
/// @param work requests being parsed, sent or looked up
/// @param pendingAsks live questions waiting for an answer
/// @param bodyBytes bytes of request bodies in memory
/// @param decoders pictures being decoded, each for a moment up to 128 MiB
/// @param rememberedImages pictures that are known to be in the log, some 200 bytes each
public record Capacity(
    int work, int pendingAsks, long bodyBytes, int decoders, int rememberedImages) {
  public Capacity {
    atLeastOne("work", work);
    atLeastOne("pendingAsks", pendingAsks);
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("decoders", decoders);
    atLeastOne("rememberedImages", rememberedImages);
  }

  public static Capacity defaults() {
    return new Capacity(64, 256, 128L << 20, 2, 50_000);
  }

  private static void atLeastOne(String key, long value) {
    if (value < 1) throw new IllegalArgumentException(key + "=" + value + ", expected at least 1");
  }
}
