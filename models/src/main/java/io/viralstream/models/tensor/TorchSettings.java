package io.viralstream.models.tensor;

/// How libtorch runs in this process.
///
/// @param threads threads that one operation may use, at least 1; with 1 the same seed gives the
///   same bits
/// @param numerics where tensors live, and the type of weights
public record TorchSettings(int threads, Numerics numerics) {
  public TorchSettings {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException("threads=" + threads + ", expected 1 to 1024");
    }
  }

  public TorchSettings(int threads, Device device) {
    this(threads, Numerics.on(device));
  }

  /// Where tensors live.
  public Device device() {
    return numerics.device();
  }

  /// One or more threads on the CPU.
  public static TorchSettings cpu(int threads) {
    return new TorchSettings(threads, Device.CPU);
  }
}
