package io.viralstream.cli.role;

import ch.qos.logback.classic.Level;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.util.Map;

/// Tries a device in a process of its own, so that neither libtorch nor what it does to a card
/// stays in the process that asks.
///
/// Argument: the device. Ends with 0, or says on standard output why not and ends with
/// [#UNAVAILABLE].
public final class DeviceMain {
  /// What it ends with where the device cannot be had.
  public static final int UNAVAILABLE = 4;

  private DeviceMain() {}

  public static void main(String[] arguments) {
    Logging.toErrors(Level.WARN);
    Map<String, String> asked = Map.of(Setting.VIRAL_DEVICE.name(), arguments[0]);
    try {
      TorchRuntime.demandDevice(Environment.of(asked));
      System.exit(0);
    } catch (DeviceUnavailable missing) {
      System.out.println(missing.getMessage());
      System.exit(UNAVAILABLE);
    }
  }
}
