package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.benchmarks.ItemListing.ItemsView;
import io.viralstream.gateway.benchmarks.ItemStore.GroupView;
import io.viralstream.gateway.benchmarks.ItemStore.ItemView;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemListingTest {
  private static final VersionName SEALED = new VersionName("b", Records.VERSION);

  private final Catalogue catalogue = new Catalogue();
  private final List<ItemView> stored = new ArrayList<>();
  private final ItemListing listing = new ItemListing(catalogue, new Stored());

  private final class Stored implements ItemStore {
    @Override
    public List<ItemView> page(VersionName version, String after, int most) {
      return stored.stream().filter(item -> item.id().compareTo(after) > 0).limit(most).toList();
    }

    @Override
    public long count(VersionName version) {
      return stored.size();
    }
  }

  @BeforeEach
  void sealTenItems() {
    catalogue.caughtUp();
    catalogue.put(Records.benchmark("b", Records.VERSION, 1));
  }

  @Test
  void listsTheItemsOfASealedVersion() {
    IntStream.range(0, 10).forEach(this::store);
    assertEquals(new ItemsView(stored.subList(0, 4), "3"), listing.read(SEALED, "", 4));
    assertEquals(new ItemsView(stored.subList(4, 10), null), listing.read(SEALED, "3", 9));
  }

  @Test
  void waitsUntilTheStoreHasAllItems() {
    IntStream.range(0, 9).forEach(this::store);
    Problem problem = Refusals.of(() -> listing.read(SEALED, "", 4));
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
    assertEquals("the store has 9 of 10 items by now", problem.detail());
  }

  @Test
  void knowsNothingOfAVersionThatIsNotSealed() {
    var other = new VersionName("b", "c".repeat(64));
    assertEquals(ProblemKind.NOT_FOUND, Refusals.of(() -> listing.read(other, "", 4)).kind());
  }

  private void store(int id) {
    var pair = new GroupView("pair", "7", 2);
    stored.add(
        new ItemView("" + id, "1", "c", "Is it red?", "yes", List.of(), List.of(pair), null));
  }
}
