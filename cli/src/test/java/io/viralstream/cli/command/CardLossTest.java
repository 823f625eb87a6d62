package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.DeviceRefused;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The golden losses, gradients and steps on a graphics card, in both types of weights. Without a
/// card they are skipped by name; `-Dgolden.device=cpu` rehearses them.
@Tag("cuda")
@EnabledIf(value = "isThere", disabledReason = "no such graphics card")
class CardLossTest {
  private static final String DEVICE = System.getProperty("golden.device", "cuda");

  @TempDir Path folder;

  /// Whether this machine and its libtorch have the device.
  static boolean isThere() {
    try {
      Torch.open(new TorchSettings(1, Device.named(DEVICE))).close();
      return true;
    } catch (DeviceRefused missing) {
      return false;
    }
  }

  static List<GoldenLoss> inF32() throws IOException {
    return GoldenLoss.in("f32", GoldenModel.ALL);
  }

  static List<GoldenLoss> inBrainFloat() throws IOException {
    return GoldenLoss.in("bf16", GoldenModel.ALL);
  }

  @ParameterizedTest
  @MethodSource("inF32")
  void computesTheLossesGradientsAndStepsInF32(GoldenLoss golden) throws IOException {
    compare(golden, "f32");
  }

  @ParameterizedTest
  @MethodSource("inBrainFloat")
  void computesTheLossesGradientsAndStepsInBrainFloat(GoldenLoss golden) throws IOException {
    compare(golden, "bf16");
  }

  private void compare(GoldenLoss golden, String weights) throws IOException {
    GoldenLoss.Apart apart = golden.computed(folder, "--device", DEVICE, "--weights", weights);
    assertTrue(apart.within(GoldenLoss.bounds(weights)), golden + ": " + apart);
  }
}
