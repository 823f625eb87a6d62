package io.viralstream.gateway.benchmarks;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.ItemReader;
import io.viralstream.metrics.read.ItemReader.StoredItem;
import io.viralstream.schemas.avro.Benchmark;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `GET /v1/benchmarks/{name}/items?version=&after=&limit=`: the items of a sealed version, page
/// after page.
public final class GetItems implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  record GroupView(String kind, String id, int size) {}

  record ItemView(
      String id,
      String questionId,
      String category,
      String question,
      String truth,
      List<String> choices,
      List<GroupView> groups,
      @Nullable String imageName,
      @Nullable String imageSha256) {
    static ItemView of(StoredItem item) {
      return new ItemView(
          item.id(),
          item.sourceId(),
          item.category(),
          item.question(),
          item.truth(),
          item.choices(),
          item.groups().stream()
              .map(one -> new GroupView(one.kind().toLowerCase(Locale.ROOT), one.id(), one.size()))
              .toList(),
          item.imageName().orElse(null),
          item.imageSha256().orElse(null));
    }
  }

  /// @param next where the next page begins; null where there is none
  record ItemsView(List<ItemView> items, @Nullable String next) {}

  private final BoundedWork work;
  private final Catalogue catalogue;
  private final ItemReader items;

  public GetItems(BoundedWork work, Catalogue catalogue, ItemReader items) {
    this.work = work;
    this.catalogue = catalogue;
    this.items = items;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    VersionName version = PostItems.version(parameters);
    String after = parameters.query("after").orElse("");
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> page(version, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private ItemsView page(VersionName version, String after, int limit) {
    catalogue.requireWhole();
    Benchmark benchmark =
        catalogue
            .benchmark(version.name(), version.version())
            .orElseThrow(() ->
                Problem.at("version", ProblemKind.NOT_FOUND, "version: is not sealed").exception());
    if (after.isEmpty() && items.count(version.name(), version.version()) < benchmark.getItems())
      throw Problem.of(ProblemKind.UNAVAILABLE, "not all items are stored yet").exception();
    List<StoredItem> page = items.page(version.name(), version.version(), after, limit);
    return new ItemsView(
        page.stream().map(ItemView::of).toList(), page.size() < limit ? null : page.getLast().id());
  }
}
