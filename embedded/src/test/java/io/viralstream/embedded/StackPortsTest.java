package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.embedded.StackSettings.WantedPorts;
import io.viralstream.embedded.process.FreePort;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackPortsTest {

  @TempDir Path folder;

  @Test
  void choosesFiveDifferentPorts() {
    StackPorts ports = StackPorts.choose(folder, WantedPorts.ANY);
    assertEquals(
        5,
        Set.of(
                ports.kafka(),
                ports.controller(),
                ports.registry(),
                ports.management(),
                ports.clickhouse())
            .size());
  }

  @Test
  void takesTheLastPortsAgainWhereTheyAreFree() {
    StackPorts first = StackPorts.choose(folder, WantedPorts.ANY);
    assertEquals(first, StackPorts.choose(folder, WantedPorts.ANY));
  }

  @Test
  void replacesOnlyThePortThatIsTaken() {
    StackPorts first = StackPorts.choose(folder, WantedPorts.ANY);
    try (FreePort taken = FreePort.exactly(first.kafka())) {
      StackPorts second = StackPorts.choose(folder, WantedPorts.ANY);
      assertNotEquals(taken.number(), second.kafka());
      assertEquals(first.clickhouse(), second.clickhouse());
    }
  }

  @Test
  void refusesPortsOutsideTheirRange() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new WantedPorts(0, 70_000, 0));
    assertTrue(refused.toString().contains("registry port is 70000"), refused.toString());
  }
}
