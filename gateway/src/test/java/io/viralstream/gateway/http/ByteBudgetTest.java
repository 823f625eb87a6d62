package io.viralstream.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10 << 10);

  @Test
  void holdsNoMoreThanThereIs() {
    assertTrue(budget.hold().resize(8 << 10));
    assertFalse(budget.hold().resize(3 << 10));
    assertTrue(budget.hold().resize(2 << 10));
  }

  @Test
  void keepsAHoldThatCannotGrow() {
    ByteBudget.Hold hold = budget.hold();
    assertTrue(hold.resize(8 << 10));
    assertFalse(hold.resize(11 << 10));
    assertEquals(2 << 10, budget.free());
  }

  @Test
  void givesBackWhatAHoldShrinksBy() {
    ByteBudget.Hold hold = budget.hold();
    assertTrue(hold.resize(8 << 10));
    assertTrue(hold.resize(1));
    assertEquals(9 << 10, budget.free());
  }

  @Test
  void givesBackOnce() {
    ByteBudget.Hold hold = budget.hold();
    assertTrue(hold.resize(8 << 10));
    hold.close();
    hold.close();
    assertEquals(10 << 10, budget.free());
  }

  @Test
  void waitsForBytesThatAreGivenBack() throws Exception {
    ByteBudget.Hold first = budget.hold();
    assertTrue(first.resize(8 << 10));
    Thread second = Thread.ofVirtual().unstarted(first::close);
    second.start();
    try (ByteBudget.Hold hold = budget.hold(9 << 10, Duration.ofMinutes(1)).orElseThrow()) {
      assertEquals(1 << 10, budget.free());
    }
    second.join();
  }

  @Test
  void waitsNoLongerThanItsPatience() throws Exception {
    assertTrue(budget.hold().resize(8 << 10));
    assertTrue(budget.hold(9 << 10, Duration.ofMillis(1)).isEmpty());
  }
}
