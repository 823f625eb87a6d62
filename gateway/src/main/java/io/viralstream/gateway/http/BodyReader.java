package io.viralstream.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.FatalErrors;
import java.util.Arrays;

/// Collects a body in memory, never on disk: at most `limit` bytes of one request, at most `budget`
/// bytes of all that come in.
///
/// The bytes count from the moment at which there is an array for them until they are handled, or
/// given up.
public final class BodyReader {
  private static final int FIRST = 4_096;

  private final int limit;
  private final ByteBudget budget;

  public BodyReader(int limit, long budget) {
    this.limit = limit;
    this.budget = new ByteBudget(budget);
  }

  public Future<Body> read(RoutingContext context) {
    try {
      var type = MediaType.of(header(context));
      return new Collection(context, type, mostBytes(context)).body();
    } catch (ProblemException refused) {
      return Future.failedFuture(refused);
    }
  }

  private static String header(RoutingContext context) {
    String value = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return value == null ? "" : value;
  }

  /// How many bytes may come: those that are announced, if they are within the limit.
  private int mostBytes(RoutingContext context) {
    String announced = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced == null) return limit;
    // The server has already refused a length that is no number.
    long length = Long.parseLong(announced);
    if (length > limit) throw tooLarge();
    return (int) length;
  }

  private ProblemException tooLarge() {
    return Problem.of(ProblemKind.TOO_LARGE, "the body has more than " + limit + " bytes")
        .exception();
  }

  /// One body as it comes in, in an array that grows with what has come: what a client only
  /// announces takes no room.
  private final class Collection {
    private final RoutingContext context;
    private final MediaType type;
    private final int most;
    private final Promise<Body> promise = Promise.promise();
    private final ByteBudget.Hold hold = budget.hold();
    private byte[] bytes = new byte[0];
    private int length;

    Collection(RoutingContext context, MediaType type, int most) {
      this.context = context;
      this.type = type;
      this.most = most;
    }

    Future<Body> body() {
      context.addEndHandler(end -> broken());
      context
          .request()
          .exceptionHandler(this::broken)
          .handler(this::take)
          .endHandler(end -> finish());
      return promise.future();
    }

    private void take(Buffer chunk) {
      if (promise.future().isComplete()) return;
      int needed = length + chunk.length();
      if (needed > most) {
        fail(tooLarge());
      } else if (needed > bytes.length && !grow(needed)) {
        fail(full());
      } else {
        chunk.getBytes(bytes, length);
        length = needed;
      }
    }

    private boolean grow(int needed) {
      return resize(
          (int) Math.clamp(Math.max(needed, 2L * bytes.length), Math.min(FIRST, most), most));
    }

    private boolean resize(int capacity) {
      if (!hold.resize(capacity)) return false;
      bytes = Arrays.copyOf(bytes, capacity);
      return true;
    }

    private void finish() {
      if (promise.future().isComplete()) return;
      if (length < bytes.length) resize(length);
      promise.complete(new Body(type, bytes, hold));
      bytes = new byte[0];
    }

    private void broken(Throwable failure) {
      FatalErrors.endOn(failure);
      broken();
    }

    /// Once the body is whole this changes nothing.
    private void broken() {
      fail(Problem.of(ProblemKind.MALFORMED, "the body broke off").exception());
    }

    private void fail(ProblemException why) {
      if (!promise.tryFail(why)) return;
      bytes = new byte[0];
      hold.close();
    }

    private static ProblemException full() {
      return Problem.of(ProblemKind.UNAVAILABLE, "too many bytes are being taken in at once")
          .exception();
    }
  }
}
