package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.role.DeviceUnavailable;
import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.models.tensor.Device;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The trial of a device before the start, in a process of its own.
class DeviceTrialTest {
  @TempDir Path folder;

  @Test
  void handsOnWhatTheOtherProcessSaysIsMissing() {
    DeviceUnavailable missing =
        assertThrows(DeviceUnavailable.class, () -> demand(Device.named("cuda:1")));
    String said = String.valueOf(missing.getMessage());
    assertTrue(said.startsWith("device cuda:1 cannot be used: "), said);
    assertTrue(said.contains("Missing is the library"), said);
  }

  @Test
  void takesADeviceThatIsThere() {
    assertDoesNotThrow(() -> demand(Device.CPU));
  }

  private void demand(Device device) throws Exception {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();
    var java = new JavaRuntime(Path.of(System.getProperty("java.home")), classPath, folder);
    DeviceTrial.demand(device, Environment.of(Map.of()), java);
  }
}
