package io.viralstream.models.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.tensor.AdamRule.Moments;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// Two engines of one process on the same device: what mixes their tensors would mix devices.
class EnginesTest {
  private final Torch mine = Torch.open(TorchSettings.cpu(1));
  private final Torch other = Torch.open(TorchSettings.cpu(1));
  private Scope scope;

  @BeforeEach
  void open() {
    scope = mine.inference();
  }

  @AfterEach
  void close() {
    scope.close();
    mine.close();
    other.close();
  }

  @Test
  void refusesATensorOfTheOtherEngineByName() {
    Tensor x = mine.zeros(Kind.F32, 2, 3);
    Tensor y = other.zeros(Kind.F32, 3);
    assertEquals(
        "kernel add of the engine on cpu: tensor [3] belongs to another engine, on cpu",
        refusal(() -> x.add(y)));
  }

  @Test
  void refusesItWhereverAKernelTakesTensors() {
    Tensor x = mine.zeros(Kind.F32, 1, 1, 2, 2);
    Tensor y = other.zeros(Kind.F32, 1, 1, 2, 2);
    refusal(() -> x.overwrite(y));
    refusal(() -> Tensor.concat(List.of(x, y), 0));
    refusal(() -> x.attention(x, x, y));
    refusal(() -> RowAttention.put(x, other.zeros(Kind.I64, 1), x));
    refusal(() -> FeatureMaps.convolve(x, y));
    refusal(() -> mine.clip(List.of(x, y), 1));
    refusal(() -> mine.gradients(x, List.of(y)));
    refusal(() -> rule().apply(List.of(x), List.of(x), List.of(new Moments(x, y, x)), .1));
  }

  private static AdamRule rule() {
    return new AdamRule(.9, .99, 0, 1e-8);
  }

  private static String refusal(Executable mixing) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, mixing).getMessage());
  }
}
