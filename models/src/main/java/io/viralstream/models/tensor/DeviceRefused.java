package io.viralstream.models.tensor;

import java.util.regex.Pattern;

/// A device that this machine or this libtorch does not have; nothing is computed elsewhere
/// instead.
public final class DeviceRefused extends RuntimeException {
  private static final String SAID = "RuntimeError: ";

  private final Device device;
  private final Missing missing;

  DeviceRefused(Device device, RuntimeException failure) {
    this(device, reason(failure), failure);
  }

  private DeviceRefused(Device device, String reason, RuntimeException failure) {
    super("device " + device.name() + " cannot be used: " + reason, failure);
    this.device = device;
    this.missing = Missing.by(reason);
  }

  /// What a card needs and is not there, as libtorch's words or the loader's tell it.
  public enum Missing {
    /// The driver of the card, whose own library is `libcuda.so.1`.
    DRIVER("libcuda\\.so|NVIDIA driver|driver version is insufficient|no driver"),

    /// CUDA's libtorch, or one of the libraries beside it.
    LIBRARY("ATen_cuda|not compiled with CUDA|\\.so[.\\d]*: cannot open|cannot be loaded"),

    /// A card of this number.
    INDEX("invalid device ordinal|No CUDA GPUs|no CUDA-capable device|num_gpus|device_count"),

    /// Everything is there, but the card does not compute.
    NOTHING("");

    private final Pattern words;

    Missing(String words) {
      this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    /// The first whose words are among them: a driver's library is a library too.
    private static Missing by(String reason) {
      for (Missing each : values()) if (each.words.matcher(reason).find()) return each;
      return NOTHING;
    }
  }

  /// The device that was asked for.
  public Device device() {
    return device;
  }

  /// What it lacks.
  public Missing missing() {
    return missing;
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
