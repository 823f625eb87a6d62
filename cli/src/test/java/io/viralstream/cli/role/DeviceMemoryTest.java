package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.tensor.Device;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DeviceMemoryTest {
  private static final Device NO_CARD = Device.named("cuda:99");

  @Test
  void isThatOfTheMachineOnTheProcessor() {
    assertEquals("cpu", DeviceMemory.of(Device.CPU).name());
    assertTrue(DeviceMemory.of(Device.CPU).bytes().isPresent());
    assertTrue(DeviceMemory.taken(Device.CPU).resident() > 0);
    assertEquals(OptionalLong.empty(), DeviceMemory.taken(Device.CPU).onCard());
  }

  @Test
  void isUnknownOfACardThatDoesNotTellIt() {
    assertEquals(OptionalLong.empty(), DeviceMemory.of(NO_CARD).bytes());
    assertEquals(OptionalLong.empty(), DeviceMemory.taken(NO_CARD).onCard());
  }
}
