package io.viralstream.images;

import java.util.concurrent.Semaphore;

/// How many bytes of heap the pictures that are being decoded may take at once. A decoding thread
/// first holds what the header implies, and waits in the order of arrival until that is free.
///
/// With a heap of 384 MiB these are 81 MiB: one picture of 4096 × 4096 at a time (61 MiB), or some
/// thirty photographs of 640 × 480.
public final class DecodeMemory {
  /// Of the heap: for all pictures together, and at most for one.
  private static final int SHARE = 6;

  private static final int MOST_OF_ONE = 2;

  /// Permits are KiB, so that they fit an int.
  private static final int UNIT = 1_024;

  private final Semaphore free;

  public DecodeMemory(long bytes) {
    this.free = new Semaphore(units(bytes), true);
  }

  /// The usual share of a heap, in which whatever the limits allow fits alone.
  ///
  /// @param heap bytes that the process may use, as `Runtime.maxMemory()` says
  /// @throws IllegalArgumentException where the heap is too small for the largest picture
  public static long share(long heap, ImageLimits limits) {
    long largest = limits.largestDecode();
    if (largest > heap / MOST_OF_ONE) {
      throw new IllegalArgumentException(
          "heap="
              + (heap >> 20)
              + " MiB, expected at least "
              + ((MOST_OF_ONE * largest >> 20) + 1)
              + " MiB: a picture of "
              + limits.maxPixels()
              + " pixels takes "
              + (largest >> 20)
              + " MiB while it is decoded, and at most half of the heap");
    }
    return Math.max(heap / SHARE, largest);
  }

  /// Bytes that nobody holds.
  public long free() {
    return (long) free.availablePermits() * UNIT;
  }

  /// Waits until the bytes are free, and holds them until it is closed.
  Hold hold(long bytes) {
    int units = units(bytes);
    free.acquireUninterruptibly(units);
    return () -> free.release(units);
  }

  private static int units(long bytes) {
    return Math.toIntExact((bytes + UNIT - 1) / UNIT);
  }

  /// Bytes that are held.
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }
}
