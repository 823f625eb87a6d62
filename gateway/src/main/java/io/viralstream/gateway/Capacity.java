package io.viralstream.gateway;

import io.viralstream.gateway.http.HandledBody;
import io.viralstream.images.DecodeMemory;

/// How much the gateway does at once; beyond it a request is answered 503 at once.
///
/// @param work requests being parsed, sent or looked up
/// @param pendingAsks live questions waiting for an answer
/// @param bodyBytes bytes of request bodies that are coming in
/// @param decoders pictures being decoded, each on a processor of its own
/// @param decodeBytes bytes of heap that they may take together
/// @param rememberedImages pictures that are known to be in a topic, at most 512 bytes each
/// @param handledBytes bytes of heap that bodies may take while they are handled
/// @param sealedBytes bytes of heap that the hashes of sealed versions' items may take
public record Capacity(
    int work,
    int pendingAsks,
    long bodyBytes,
    int decoders,
    long decodeBytes,
    int rememberedImages,
    long handledBytes,
    long sealedBytes) {
  /// What the launcher gives a process.
  private static final long USUAL_HEAP = 384L << 20;

  /// So that what is remembered of either topic takes at most a 32nd of the heap.
  private static final long REMEMBERED = 32 * 512;

  private static final long MOST_REMEMBERED = 50_000;

  public Capacity {
    atLeastOne("work", work);
    atLeastOne("pendingAsks", pendingAsks);
    atLeastOne("bodyBytes", bodyBytes);
    atLeastOne("decoders", decoders);
    atLeastOne("decodeBytes", decodeBytes);
    atLeastOne("rememberedImages", rememberedImages);
    atLeastOne("handledBytes", handledBytes);
    atLeastOne("sealedBytes", sealedBytes);
  }

  public static Capacity defaults() {
    return within(USUAL_HEAP, Limits.defaults());
  }

  /// An eighth of the heap for bodies that come in, a third for those that are handled, a sixth for
  /// pictures being decoded and a 16th for sealed versions; the rest is for clients and the roles
  /// beside. The largest body and the largest picture always have their room.
  ///
  /// @param heap bytes that the process may use, as `Runtime.maxMemory()` says
  public static Capacity within(long heap, Limits limits) {
    long largest = HandledBody.heap(limits.bodyBytes());
    if (largest > heap / 2)
      throw new IllegalArgumentException(
          "heap="
              + (heap >> 20)
              + " MiB, expected at least "
              + (largest >> 19)
              + " MiB: a body of "
              + limits.bodyBytes()
              + " bytes takes "
              + (largest >> 20)
              + " MiB while it is handled, and at most half of the heap");
    return new Capacity(
        64,
        256,
        Math.max(heap / 8, limits.bodyBytes()),
        2,
        DecodeMemory.share(heap, limits.images()),
        Math.toIntExact(Math.clamp(heap / REMEMBERED, 1, MOST_REMEMBERED)),
        Math.max(heap / 3, largest),
        heap / 16);
  }

  private static void atLeastOne(String key, long value) {
    if (value < 1) throw new IllegalArgumentException(key + "=" + value + ", expected at least 1");
  }
}
