package io.viralstream.workers.sight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> dropped = new ArrayList<>();
  private final Recent<Integer, String> recent = new Recent<>(2, dropped::add);

  @Test
  void makesAValueOnce() {
    recent.get(1, () -> "one");
    assertEquals("one", recent.get(1, () -> "another"));
  }

  @Test
  void dropsTheValueThatWasUsedLongestAgo() {
    recent.get(1, () -> "one");
    recent.get(2, () -> "two");
    recent.get(1, () -> "one");
    recent.get(3, () -> "three");
    assertEquals(List.of("two"), dropped);
  }

  @Test
  void dropsEverythingWhenItIsCleared() {
    recent.get(1, () -> "one");
    recent.get(2, () -> "two");
    recent.clear();
    assertEquals(List.of("one", "two"), dropped);
  }

  @Test
  void refusesToRememberNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Recent<>(0, value -> {}));
  }
}
