package io.viralstream.models.tensor;

/// libtorch's real answer to somebody who asks for four petabytes.
public final class Exhaustion {
  private Exhaustion() {}

  /// @throws MemoryExhausted always
  public static void provoke(Torch torch) {
    try (Scope scope = torch.inference()) {
      torch.scalar(1, Kind.F32).expand(1L << 40, 1L << 10).copy();
    }
  }
}
