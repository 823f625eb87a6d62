package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.tensor.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TorchRuntimeTest {
  @Test
  void computesOnTheCpuUnlessToldOtherwise() {
    assertEquals("cpu", TorchRuntime.settings(Environment.of(Map.of())).device().name());
    assertEquals("cuda:0", TorchRuntime.settings(environment("cuda")).device().name());
    assertEquals("cuda:3", TorchRuntime.settings(environment("cuda:3")).device().name());
  }

  @Test
  void holdsWeightsInBrainFloatOnACardAndInF32ElsewhereUnlessToldOtherwise() {
    assertEquals(Kind.F32, weights(Map.of()));
    assertEquals(Kind.BF16, weights(Map.of("VIRAL_DEVICE", "cuda:1")));
    assertEquals(Kind.BF16, weights(Map.of("VIRAL_WEIGHTS", "bf16")));
    assertEquals(Kind.F32, weights(Map.of("VIRAL_DEVICE", "cuda", "VIRAL_WEIGHTS", "f32")));
    assertEquals(
        "VIRAL_WEIGHTS: weights=f16, expected f32 or bf16",
        refusal(() -> weights(Map.of("VIRAL_WEIGHTS", "f16"))));
  }

  private static Kind weights(Map<String, String> environment) {
    return TorchRuntime.settings(Environment.of(environment)).numerics().weights();
  }

  @Test
  void refusesADeviceThatDoesNotExist() {
    assertEquals(
        "VIRAL_DEVICE: device=gpu, expected cpu, cuda or cuda:0 to cuda:99",
        refusal(() -> TorchRuntime.settings(environment("gpu"))));
  }

  @Test
  void refusesACardThatThisLibtorchCannotUse() {
    for (Executable asked :
        List.<Executable>of(
            () -> TorchRuntime.open(environment("cuda:1")),
            () -> TorchRuntime.ofOneThread(environment("cuda:1")),
            () -> TorchRuntime.demandDevice(environment("cuda:1")))) {
      String said = String.valueOf(assertThrows(DeviceUnavailable.class, asked).getMessage());
      assertTrue(
          said.startsWith(
              "device cuda:1 cannot be used: Cannot initialize CUDA without ATen_cuda library."
                  + " Missing is the library, CUDA's libtorch: pip install torch=="),
          said);
    }
  }

  @Test
  void namesTheVersionsThatTheCompositionHas() throws Exception {
    String composed = Files.readString(Path.of("../compose/.env"));
    String said =
        String.valueOf(
            assertThrows(DeviceUnavailable.class, () -> TorchRuntime.open(environment("cuda")))
                .getMessage());
    for (String key : List.of("PYTORCH_VERSION", "PYTORCH_FLAVOR")) {
      String line = composed.lines().filter(each -> each.startsWith(key)).findFirst().orElseThrow();
      assertTrue(said.contains(line), line);
    }
  }

  private static Environment environment(String device) {
    return Environment.of(Map.of("VIRAL_DEVICE", device));
  }

  private static String refusal(Executable asked) {
    return String.valueOf(assertThrows(Setting.Refused.class, asked).getMessage());
  }
}
