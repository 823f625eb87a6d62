package io.viralstream.models.tensor;

import ai.djl.util.cuda.CudaUtils;
import java.lang.management.MemoryUsage;

/// The memory of a graphics card, as CUDA's runtime library tells it for all processes together.
///
/// @param free bytes that nobody has
/// @param total bytes of the card
public record CardMemory(long free, long total) {

  /// As it is now. What a process keeps for tensors to come counts as taken, also this one's.
  ///
  /// @param device a card that an engine of this process is open on
  /// @throws IllegalStateException naming the card, where the library cannot be asked
  public static CardMemory of(Device device) {
    if (!device.isCard()) throw new IllegalArgumentException(device.name() + ": is no card");
    int index = Integer.parseInt(device.name().substring(device.name().indexOf(':') + 1));
    try {
      MemoryUsage used = CudaUtils.getGpuMemory(ai.djl.Device.gpu(index));
      return new CardMemory(used.getMax() - used.getUsed(), used.getMax());
    } catch (RuntimeException | LinkageError unknown) {
      throw new IllegalStateException(
          "the memory of " + device.name() + " is not told: " + unknown.getMessage(), unknown);
    }
  }
}
