package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.DeviceRefused;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.tensor.WeightType;

/// libtorch as the environment asks for it; no other device takes the place of one that is missing.
public final class TorchRuntime {
  private static final int MOST_THREADS = 256;

  private TorchRuntime() {}

  /// What the environment asks for, without looking whether this machine has it.
  ///
  /// @throws Setting.Refused naming key, value and expectation
  public static TorchSettings settings(Environment environment) {
    int threads = environment.integer(Setting.VIRAL_TORCH_THREADS, 1, MOST_THREADS);
    return new TorchSettings(threads, numerics(environment));
  }

  /// @throws Setting.Refused naming the key of a value that is none
  /// @throws DeviceUnavailable where this machine or libtorch lacks the device
  public static Torch open(Environment environment) {
    return open(settings(environment));
  }

  /// The same on one thread, whatever the environment says of threads.
  public static Torch ofOneThread(Environment environment) {
    return open(new TorchSettings(1, device(environment)));
  }

  /// Finds out early whether there is such a card; the CPU is not tried.
  ///
  /// @throws DeviceUnavailable where this machine or libtorch lacks the device
  public static void demandDevice(Environment environment) {
    if (!device(environment).equals(Device.CPU)) open(environment).close();
  }

  private static Torch open(TorchSettings settings) {
    try {
      return Torch.open(settings);
    } catch (DeviceRefused refused) {
      throw new DeviceUnavailable(refused);
    }
  }

  private static Numerics numerics(Environment environment) {
    Device device = device(environment);
    if (environment.given(Setting.VIRAL_WEIGHTS).isEmpty()) {
      return Numerics.of(device, WeightType.usual(device));
    }
    try {
      return Numerics.of(device, WeightType.named(environment.text(Setting.VIRAL_WEIGHTS)));
    } catch (IllegalArgumentException unknown) {
      throw new Setting.Refused(Setting.VIRAL_WEIGHTS + ": " + unknown.getMessage());
    }
  }

  private static Device device(Environment environment) {
    String name = environment.text(Setting.VIRAL_DEVICE);
    try {
      return Device.named(name);
    } catch (IllegalArgumentException unknown) {
      throw new Setting.Refused(Setting.VIRAL_DEVICE + ": " + unknown.getMessage());
    }
  }
}
