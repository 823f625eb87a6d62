package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ModelVersionTest {
  @Test
  void namesItsStepBehindAnArmWithHyphens() {
    assertEquals(120L, ModelVersion.step("viral-0-5-120-abc9").orElseThrow());
  }

  @Test
  void needNotNameAStep() {
    assertTrue(ModelVersion.step("llava-v1.5").isEmpty());
  }
}
