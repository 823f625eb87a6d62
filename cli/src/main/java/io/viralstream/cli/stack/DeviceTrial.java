package io.viralstream.cli.stack;

import io.viralstream.cli.role.DeviceMain;
import io.viralstream.cli.role.DeviceUnavailable;
import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.models.tensor.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tries the workers' device before anything is started, in a process as theirs will be.
public final class DeviceTrial {
  private DeviceTrial() {}

  /// Opens an engine there and computes one sum.
  ///
  /// @param environment hands on what native libraries read
  /// @throws DeviceUnavailable saying what is missing and how to get it
  /// @throws IOException where the trial itself failed
  public static void demand(Device device, Environment environment, JavaRuntime java)
      throws IOException, InterruptedException {
    List<String> command =
        new JavaProgram(
                java.home(),
                WorkersProcess.FLAGS,
                java.classPath(),
                DeviceMain.class.getName(),
                List.of(device.name()))
            .command();
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(environment.forNatives());
    Process process = builder.start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    if (code == DeviceMain.UNAVAILABLE) throw new DeviceUnavailable(said);
    if (code != 0) {
      throw new IOException("device " + device.name() + " could not be tried: ended with " + code);
    }
  }
}
