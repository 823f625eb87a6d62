package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.benchmarks.StagedItems.Traits;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StagedItemsTest {
  private final StagedItems items = new StagedItems();

  @Test
  void countsOfEachIdTheLastOne() {
    items.put(0, item("1", "red", "yes"));
    items.put(1, item("2", "red", "no"));
    items.put(2, item("1", "blue", "no"));
    assertEquals(2, items.count());
    assertEquals(List.of(0, 1, 1), List.of(items.count(0), items.count(1), items.count(2)));
    assertEquals(List.of("blue", "red"), items.categories());
    assertFalse(items.holds(item("1", "red", "yes")));
    assertTrue(items.holds(item("1", "blue", "no")));
  }

  @Test
  void namesNoCategoryThatItsLastItemsDoNotName() {
    items.put(0, item("1", "red", "yes"));
    items.put(0, item("1", "blue", "yes"));
    assertEquals(List.of("blue"), items.categories());
  }

  @Test
  void makesTheVersionOfItsLastItems() {
    items.put(0, item("1", "red", "yes"));
    items.put(0, item("1", "red", "no"));
    items.put(1, item("2", "red", "no"));
    var hashes = List.of(hash(item("1", "red", "no")), hash(item("2", "red", "no")));
    assertEquals(BenchmarkVersion.of(hashes), items.version(Optional.empty()));
  }

  @Test
  void meetsTheLastRecordOfEachIdOnceInALaterReading() {
    items.put(0, item("1", "red", "yes"));
    items.put(0, item("1", "red", "no"));
    items.put(1, item("2", "red", "no"));
    assertFalse(items.countOnce(item("1", "red", "yes")));
    assertTrue(items.countOnce(item("1", "red", "no")));
    assertFalse(items.countOnce(item("1", "red", "no")));
    assertFalse(items.countOnce(item("3", "red", "no")));
    assertEquals(1, items.counted());
    assertEquals(List.of(1, 1), List.of(items.count(0), items.count(1)));
  }

  @Test
  void refusesMoreCategoriesThanARegistrationHolds() {
    Problem problem =
        Refusals.of(() -> {
          for (int category = 0; category < 10_000; category++)
            items.put(0, item("1", "c".repeat(100) + category, "yes"));
        });
    assertEquals(ProblemKind.TOO_LARGE, problem.kind());
    assertEquals(Optional.of("category"), problem.field());
  }

  @Test
  void tellsTraitsFromOneNumber() {
    for (int partition : List.of(0, 11, Integer.MAX_VALUE))
      for (int category : List.of(0, 1, 131_072))
        for (boolean counted : List.of(true, false)) {
          var traits = new Traits(partition, category, counted);
          assertEquals(traits, Traits.of(traits.packed()));
        }
  }

  private static String hash(BenchmarkItem item) {
    return BenchmarkVersion.itemHash(item);
  }

  private static BenchmarkItem item(String source, String category, String truth) {
    return BenchmarkItem.newBuilder()
        .setId("b@v/" + source)
        .setSourceId(source)
        .setCategory(category)
        .setQuestion("Is it red?")
        .setTruth(truth)
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
