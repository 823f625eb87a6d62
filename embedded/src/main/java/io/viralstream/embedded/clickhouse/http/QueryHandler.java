package io.viralstream.embedded.clickhouse.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.viralstream.embedded.clickhouse.chdb.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One request to the engine: a statement in the address, in the body, or begun in one and
/// continued in the other.
final class QueryHandler implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);
  private static final int INTERNAL = 1002;
  private static final Set<String> PATHS = Set.of("/", "/query");

  private final Sessions sessions;
  private final StatementReader reader;
  private final RequestLimits limits;
  private final BlockMemory memory;
  private final ErrorReply errors;
  private final String timezone;
  private final InstantSource time;

  /// @param timezone the engine's own; a session or a request may set another
  QueryHandler(
      Sessions sessions,
      StatementReader reader,
      RequestLimits limits,
      ErrorReply errors,
      String timezone,
      InstantSource time) {
    this.sessions = sessions;
    this.reader = reader;
    this.limits = limits;
    this.memory = new BlockMemory(limits.unpackingBytes());
    this.errors = errors;
    this.timezone = timezone;
    this.time = time;
  }

  /// Answers, or answers with the error. What is thrown from here makes the JDK's server drop the
  /// connection without an end, which every client takes for a failure.
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    HttpReply reply = new HttpReply(exchange, time);
    try {
      LocalOnly.require(exchange.getRequestHeaders());
      requirePath(exchange);
      if (asksNothing(exchange)) {
        reply.text(200, "Ok.\n");
      } else {
        answer(exchange, reply);
      }
    } catch (RequestRefused e) {
      errors.send(reply, e.status(), e.code(), e.reason());
    } catch (EngineException e) {
      errors.send(reply, ErrorReply.status(e.code()), e.code(), e.reason());
    } catch (IOException e) {
      // A body that no gzip, LZ4 or ZSTD can read; where the client is gone, answering fails too.
      errors.send(reply, 400, RequestRefused.CANNOT_DECOMPRESS, "body: cannot be read");
    } catch (RuntimeException e) {
      LOG.error("request-failed path={}", exchange.getRequestURI().getPath(), e);
      errors.send(reply, 500, INTERNAL, "internal error, see the engine's log");
    }
    exchange.close();
  }

  /// The order is the protocol's: address, then the start of the body, which says what the rest is.
  private void answer(HttpExchange exchange, HttpReply reply) throws IOException {
    QueryRequest request = QueryRequest.of(exchange, limits);
    requireMethod(exchange, request);
    reply.header("X-ClickHouse-Query-Id", request.queryId());
    reply.header("X-ClickHouse-Server-Display-Name", "embedded");
    reply.header("X-ClickHouse-Timezone", timezone);
    try (BlockMemory.Room room = memory.room()) {
      run(request, RequestBody.open(exchange, request, limits, room), reply);
    }
    reply.end();
  }

  private void run(QueryRequest request, InputStream body, HttpReply reply) throws IOException {
    byte[] start = start(request, body);
    try (Sessions.Lease lease = sessions.lease(request.session());
        SessionState _ = SessionState.apply(request, start, lease.connection())) {
      Selection selection = new Selection(request, reader, lease.connection(), reply);
      switch (StatementScanner.scan(start)) {
        case StatementHead.InsertData head ->
            new Insertion(request, lease.connection(), reply).run(head, start, body);
        case StatementHead.Rows rows -> selection.rows(completed(start, body));
        case StatementHead.Kill kill ->
            selection.whole(StatementScanner.byComment(completed(start, body)));
        case StatementHead.Whole whole -> selection.whole(completed(start, body));
      }
    }
  }

  private static void requirePath(HttpExchange exchange) {
    if (!PATHS.contains(exchange.getRequestURI().getPath())) {
      throw new RequestRefused(404, RequestRefused.BAD_ARGUMENTS, "path: expected / or /query");
    }
  }

  /// GET / alone is how clients look whether a server is there.
  private static boolean asksNothing(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET")
        && exchange.getRequestURI().getPath().equals("/")
        && exchange.getRequestURI().getRawQuery() == null;
  }

  private static void requireMethod(HttpExchange exchange, QueryRequest request) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "GET, POST");
      throw new RequestRefused(405, RequestRefused.BAD_ARGUMENTS, "method: expected GET or POST");
    }
    // A session would keep the read-only setting of one GET for all later requests.
    if (request.readOnly() && request.session().isPresent()) {
      throw new RequestRefused(
          400, RequestRefused.READONLY, "session_id: expected POST, GET is read-only");
    }
  }

  /// @return the statement's start: that in the address, else the body's first bytes
  private byte[] start(QueryRequest request, InputStream body) throws IOException {
    if (request.statement().isPresent()) {
      return (request.statement().get() + "\n").getBytes(StandardCharsets.UTF_8);
    }
    return body.readNBytes(limits.statementBytes());
  }

  /// @return the start and all that follows in the body
  private byte[] completed(byte[] start, InputStream body) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(start.length);
    whole.write(start);
    whole.write(body.readNBytes(limits.statementBytes()));
    if (whole.size() > limits.statementBytes()) {
      throw new RequestRefused(
          413, RequestRefused.TOO_MANY_BYTES, "statement: more than " + limits.statementBytes());
    }
    StatementScanner.refuseOutfile(whole.toByteArray());
    return whole.toByteArray();
  }
}
