package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.benchmarks.ItemStore.ItemView;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.StoredPage;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Benchmark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the items of sealed versions by page, once the store has all of a version.
///
/// Blocks: not for the event loop.
public final class ItemListing {

  /// @param next the id behind which the next page begins; null behind the last item
  record ItemsView(List<ItemView> items, @Nullable String next) {}

  private final Catalogue catalogue;
  private final ItemStore store;

  public ItemListing(Catalogue catalogue, ItemStore store) {
    this.catalogue = catalogue;
    this.store = store;
  }

  /// @param after an item's id; the empty text for the first page
  /// @throws io.viralstream.gateway.problem.ProblemException where the version is not sealed, or
  ///   not stored whole yet
  ItemsView read(VersionName version, String after, int limit) {
    catalogue.requireWhole();
    Benchmark benchmark =
        catalogue
            .benchmark(version.name(), version.version())
            .orElseThrow(() ->
                Problem.at("version", ProblemKind.NOT_FOUND, "version: is not sealed").exception());
    if (after.isEmpty()) demandStored(version, benchmark);
    StoredPage<ItemView> page =
        StoredPage.read(
            (behind, most) -> store.page(version, behind, most),
            after,
            limit,
            ItemView::id,
            ItemView::size);
    return new ItemsView(page.rows(), page.next().orElse(null));
  }

  /// Asked once, for the first page: what is stored stays.
  private void demandStored(VersionName version, Benchmark benchmark) {
    long stored = store.count(version);
    if (stored < benchmark.getItems())
      throw Problem.of(
              ProblemKind.UNAVAILABLE,
              "the store has " + stored + " of " + benchmark.getItems() + " items by now")
          .exception();
  }
}
