package io.viralstream.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;

/// Collects a body in memory, never on disk: at most `limit` bytes of one request, at most `budget`
/// bytes of all.
///
/// The bytes count against the budget until the reply has ended.
public final class BodyReader {
  private final int limit;
  private final ByteBudget budget;

  public BodyReader(int limit, long budget) {
    this.limit = limit;
    this.budget = new ByteBudget(budget);
  }

  public Future<Body> read(RoutingContext context) {
    MediaType type;
    try {
      type = MediaType.of(header(context));
      refuseAnnouncedLength(context);
    } catch (ProblemException refused) {
      return Future.failedFuture(refused);
    }
    return new Collection(context).bytes().map(bytes -> new Body(type, bytes.getBytes()));
  }

  private static String header(RoutingContext context) {
    var value = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return value == null ? "" : value;
  }

  private void refuseAnnouncedLength(RoutingContext context) {
    var announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    // The server has already refused a length that is no number.
    if (announced != null && Long.parseLong(announced) > limit) throw tooLarge();
  }

  private ProblemException tooLarge() {
    return Problem.of(ProblemKind.TOO_LARGE, "the body has more than " + limit + " bytes")
        .exception();
  }

  /// One body as it comes in.
  private final class Collection {
    private final RoutingContext context;
    private final Promise<Buffer> promise = Promise.promise();
    private final Buffer buffer = Buffer.buffer();
    private long reserved;

    Collection(RoutingContext context) {
      this.context = context;
    }

    Future<Buffer> bytes() {
      context.addEndHandler(end -> budget.release(reserved));
      context
          .request()
          .exceptionHandler(broken -> fail(ProblemKind.MALFORMED, "the body broke off"))
          .handler(this::take)
          .endHandler(end -> promise.tryComplete(buffer));
      return promise.future();
    }

    private void take(Buffer chunk) {
      if (promise.future().isComplete()) return;
      if (buffer.length() + chunk.length() > limit) {
        promise.tryFail(tooLarge());
      } else if (!budget.reserve(chunk.length())) {
        fail(ProblemKind.UNAVAILABLE, "too many bytes are being taken in at once");
      } else {
        reserved += chunk.length();
        buffer.appendBuffer(chunk);
      }
    }

    private void fail(ProblemKind kind, String detail) {
      promise.tryFail(Problem.of(kind, detail).exception());
    }
  }
}
