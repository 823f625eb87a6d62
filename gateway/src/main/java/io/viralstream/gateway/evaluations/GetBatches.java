package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.metrics.read.BatchSizeReader;
import io.viralstream.metrics.read.BatchSizeReader.BatchCount;
import java.util.List;

/// `GET /v1/evaluations/{id}/batches`: with how many sequences together its answers ran.
public final class GetBatches implements Handler<RoutingContext> {
  private static final int OK = 200;

  /// @param batches smallest first; empty while no score is stored
  record BatchesView(List<BatchCount> batches) {}

  private final BoundedWork work;
  private final Catalogue catalogue;
  private final BatchSizeReader reader;

  public GetBatches(BoundedWork work, Catalogue catalogue, BatchSizeReader reader) {
    this.work = work;
    this.catalogue = catalogue;
    this.reader = reader;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    work.run(() -> view(id))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private BatchesView view(String id) {
    catalogue.requireWhole();
    if (catalogue.evaluation(id).isEmpty()) throw GetEvaluation.unknown().exception();
    return new BatchesView(reader.batches(id));
  }
}
