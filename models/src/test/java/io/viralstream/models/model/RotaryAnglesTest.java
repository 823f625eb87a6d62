package io.viralstream.models.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.model.RotaryEmbedding.Rotation;
import io.viralstream.models.published.Golden;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RotaryAnglesTest {
  @RegisterExtension final WithTorch with = new WithTorch();

  @ParameterizedTest
  @MethodSource
  void hasTheBitsOfTransformersAtFarPositions(String kind, double theta, RopeScaling scaling)
      throws IOException {
    Safetensors golden =
        Safetensors.open(Golden.directory("rotary").resolve("reference.safetensors"));
    long[] positions = golden.tensor("positions").longs();
    try (RotaryEmbedding rotary = RotaryEmbedding.of(with.torch(), settings(theta, scaling))) {
      Rotation rotation = rotary.at(with.torch().of(positions, 1, positions.length));
      assertArrayEquals(golden.tensor(kind + ".cos").floats(), rotation.cosines().floats());
      assertArrayEquals(golden.tensor(kind + ".sin").floats(), rotation.sines().floats());
    }
  }

  private static Stream<Arguments> hasTheBitsOfTransformersAtFarPositions() {
    return Stream.of(
        Arguments.of("none", 1e6, new RopeScaling.None()),
        Arguments.of("linear", 1e4, new RopeScaling.Linear(3)),
        Arguments.of("llama3", 5e5, new RopeScaling.Llama3(8, 1, 4, 8192)));
  }

  @Test
  void refusesStretchingThatMakesNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new RopeScaling.Linear(0));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new RopeScaling.Llama3(8, 4, 1, 8192));
    assertTrue(refused.toString().contains("high_freq_factor"), refused.toString());
  }

  private static LanguageModelSettings settings(double theta, RopeScaling scaling) {
    return new LanguageModelSettings(
        11, 128, 1, 4, 4, 32, 24, 1 << 18, 1e-5, theta, false, false, false, scaling);
  }
}
