package io.viralstream.models.tensor;

/// A device that this machine or this libtorch does not have; nothing is computed elsewhere
/// instead.
public final class DeviceRefused extends RuntimeException {
  private static final String SAID = "RuntimeError: ";

  DeviceRefused(Device device, RuntimeException failure) {
    super("device " + device.name() + " cannot be used: " + reason(failure), failure);
  }

  /// What libtorch says, of which a traceback stands in front and advice behind; or the loader, of
  /// the driver's library that CUDA's libtorch needs.
  private static String reason(RuntimeException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) cause = cause.getCause();
    String words = String.valueOf(cause.getMessage());
    int said = words.lastIndexOf(SAID);
    String behind = said < 0 ? words : words.substring(said + SAID.length());
    return behind.split("\\.\\s|\n", 2)[0];
  }
}
