package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
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
  void refusesADeviceThatDoesNotExist() {
    assertEquals(
        "VIRAL_DEVICE: device=gpu, expected cpu, cuda or cuda:0 to cuda:99",
        refusal(() -> TorchRuntime.settings(environment("gpu"))));
  }

  @Test
  void refusesACardThatThisLibtorchCannotUse() {
    String refusal =
        "VIRAL_DEVICE: device cuda:1 cannot be used:"
            + " Cannot initialize CUDA without ATen_cuda library";
    assertEquals(refusal, refusal(() -> TorchRuntime.open(environment("cuda:1"))));
    assertEquals(refusal, refusal(() -> TorchRuntime.ofOneThread(environment("cuda:1"))));
  }

  private static Environment environment(String device) {
    return Environment.of(Map.of("VIRAL_DEVICE", device));
  }

  private static String refusal(Executable asked) {
    return String.valueOf(assertThrows(Setting.Refused.class, asked).getMessage());
  }
}
