package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeyValueBudgetTest {
  private final KeyValueBudget budget = new KeyValueBudget(10);

  @Test
  void isTakenUpToItsLimit() {
    assertTrue(budget.take("a", 6));
    assertTrue(budget.take("b", 4));
    assertFalse(budget.take("c", 1));
    assertEquals(10, budget.taken());
  }

  @Test
  void givesAllToOneThatNeedsMoreThanThereIs() {
    assertTrue(budget.take("a", 25));
    assertFalse(budget.take("b", 1));
    budget.giveBack(25);
    assertTrue(budget.take("b", 1));
  }

  @Test
  void letsOthersOnWhenWhoeverWaitedLeaves() {
    assertTrue(budget.take("a", 6));
    assertFalse(budget.take("gives up", 8));
    budget.leave("gives up");
    assertFalse(budget.yields("a"));
    assertTrue(budget.take("b", 4));
  }

  @Test
  void servesWhoeverCameFirst() {
    assertTrue(budget.take("a", 6));
    assertFalse(budget.take("large", 8));
    assertFalse(budget.take("small", 1), "would fit, but another waits");
    assertTrue(budget.yields("a"));
    assertFalse(budget.yields("large"));
    budget.giveBack(6);
    assertFalse(budget.take("small", 1));
    assertTrue(budget.take("large", 8));
    assertTrue(budget.take("small", 1));
    assertFalse(budget.yields("large"));
  }
}
