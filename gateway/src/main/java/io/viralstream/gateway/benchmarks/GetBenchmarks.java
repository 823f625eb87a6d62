package io.viralstream.gateway.benchmarks;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.Reply;
import io.viralstream.schemas.avro.Benchmark;
import java.util.List;

/// `GET /v1/benchmarks`: every sealed version, the newest of each name marked.
public final class GetBenchmarks implements Handler<RoutingContext> {
  private static final int OK = 200;

  record BenchmarkView(
      String name,
      String version,
      int items,
      boolean watched,
      String rule,
      List<String> categories,
      boolean newest,
      boolean unlisted) {}

  record BenchmarksView(List<BenchmarkView> benchmarks) {}

  private final Catalogue catalogue;

  public GetBenchmarks(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void handle(RoutingContext context) {
    catalogue.requireWhole();
    List<BenchmarkView> views = catalogue.benchmarks().stream().map(this::view).toList();
    Reply.json(context, OK, new BenchmarksView(views));
  }

  private BenchmarkView view(Benchmark benchmark) {
    return new BenchmarkView(
        benchmark.getName(),
        benchmark.getVersion(),
        benchmark.getItems(),
        benchmark.getWatched(),
        SealTransaction.name(benchmark.getRule()),
        benchmark.getCategories(),
        catalogue.newestBenchmark(benchmark.getName()).filter(benchmark::equals).isPresent(),
        benchmark.getUnlisted());
  }
}
