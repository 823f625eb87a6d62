package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import org.junit.jupiter.api.Test;

class StagedGroupsTest {
  private final StagedGroups groups = new StagedGroups();

  @Test
  void areWholeWithTheirLastItem() {
    groups.put(pair("7", 2));
    assertFalse(groups.whole());
    groups.put(pair("7", 2));
    assertTrue(groups.whole());
  }

  @Test
  void tellsEqualIdsOfTwoKindsApart() {
    groups.put(new ItemGroup(GroupKind.IMAGE, "7", 1));
    groups.put(pair("7", 2));
    groups.put(pair("7", 2));
    assertTrue(groups.whole());
  }

  @Test
  void passesByWhatIsNoUnit() {
    groups.put(new ItemGroup(GroupKind.AXIS, "colour", 0));
    groups.demandWhole(new ItemGroup(GroupKind.AXIS, "colour", 0));
    assertTrue(groups.whole());
  }

  @Test
  void namesAGroupOfTwoSizes() {
    groups.put(pair("7", 2));
    assertEquals(
        "groups: pair 7 is said to have 2 items and 3",
        Refusals.of(() -> groups.put(pair("7", 3))).detail());
  }

  @Test
  void namesAGroupWithMoreItemsThanItsSize() {
    groups.put(pair("7", 1));
    assertEquals(
        "groups: pair 7 has more items than its size of 1",
        Refusals.of(() -> groups.put(pair("7", 1))).detail());
  }

  @Test
  void namesAGroupThatLacksItems() {
    groups.put(pair("7", 2));
    assertEquals(
        "groups: pair 7 has 1 items, expected its size of 2",
        Refusals.of(() -> groups.demandWhole(pair("7", 2))).detail());
  }

  @Test
  void countsThousandsOfGroupsInSixteenBytesAPlace() {
    for (int round = 0; round < 2; round++)
      for (int id = 0; id < 5_000; id++) groups.put(pair("" + id, 2));
    assertTrue(groups.whole());
    assertEquals(8_192 * 16, groups.bytes());
  }

  private static ItemGroup pair(String id, int size) {
    return new ItemGroup(GroupKind.PAIR, id, size);
  }
}
