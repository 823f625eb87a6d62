package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which element of a stored tensor is not finite.
final class StoredTensorTest {
  private static final float[] SOUND = {0, -1.5f, 3e38f, Float.MIN_VALUE, 60_000};

  @Test
  void ofFiniteNumbersNoneIsFound() {
    assertEquals(
        OptionalLong.empty(), StoredTensor.f32("w", new long[] {5}, SOUND).firstNotFinite());
    float[] half = {0, -1.5f, 60_000, 6e-8f};
    assertEquals(
        OptionalLong.empty(), StoredTensor.f16("w", new long[] {4}, half).firstNotFinite());
    assertEquals(
        OptionalLong.empty(), StoredTensor.bf16("w", new long[] {5}, SOUND).firstNotFinite());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void theFirstThatIsNotIsFoundInEveryType(float bad) {
    float[] values = {1, 2, bad, 4, bad};
    long[] shape = {5};
    assertEquals(OptionalLong.of(2), StoredTensor.f32("w", shape, values).firstNotFinite());
    assertEquals(OptionalLong.of(2), StoredTensor.f16("w", shape, values).firstNotFinite());
    assertEquals(OptionalLong.of(2), StoredTensor.bf16("w", shape, values).firstNotFinite());
  }

  @Test
  void wholeNumbersAreRefused() {
    StoredTensor whole = StoredTensor.i64("ids", new long[] {1}, new long[] {7});
    CheckpointRejected refused = assertThrows(CheckpointRejected.class, whole::firstNotFinite);
    assertEquals("ids: is I64, not F32, F16 or BF16", refused.getMessage());
  }
}
