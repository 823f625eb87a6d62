package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final List<String> dropped = new ArrayList<>();
  private final Recent<Integer, String> recent = new Recent<>(3, 8, String::length, dropped::add);

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
  void dropsAsManyAsANewValueNeeds() {
    recent.get(1, () -> "one");
    recent.get(2, () -> "two");
    recent.get(3, () -> "threeee");
    assertEquals(List.of("one", "two"), dropped);
    assertEquals(7, recent.bytes());
  }

  @Test
  void keepsTheNewestWhateverItTakes() {
    recent.get(1, () -> "one");
    recent.get(2, () -> "much too large");
    assertEquals(List.of("one"), dropped);
    assertEquals(Optional.of("much too large"), recent.find(2));
    recent.get(3, () -> "three");
    assertEquals(List.of("one", "much too large"), dropped);
  }

  @Test
  void countsAValueOnceThatIsPutAgain() {
    recent.put(1, "one");
    recent.put(1, "1");
    assertEquals(List.of("one"), dropped);
    assertEquals(1, recent.bytes());
  }

  @Test
  void dropsOneForEachBeyondItsNumber() {
    for (int i = 0; i < 5; i++) recent.put(i, "" + i);
    assertEquals(List.of("0", "1"), dropped);
  }

  @Test
  void refusesToKeepNone() {
    assertThrows(
        IllegalArgumentException.class, () -> new Recent<>(0, 1, String::length, value -> {}));
  }

  @Test
  void refusesALimitBelowNothing() {
    assertThrows(
        IllegalArgumentException.class, () -> new Recent<>(1, -1, String::length, value -> {}));
  }
}
