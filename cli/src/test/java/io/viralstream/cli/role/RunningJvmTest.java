package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RunningJvmTest {
  @Test
  void tellsTheHeapThatThisProcessHas() {
    assertEquals(Runtime.getRuntime().maxMemory() >> 20, RunningJvm.here().heapMebibytes());
  }

  @Test
  void isOneEventOfKeysAndValues() {
    assertEquals(
        "jvm started heapMiB=460 compiler=C1+C2 collector=\"Copy+MarkSweepCompact\"",
        new RunningJvm(460, "C1+C2", "Copy+MarkSweepCompact").event());
  }
}
