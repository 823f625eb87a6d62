package io.viralstream.embedded.clickhouse.http;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.HttpExchange;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import net.jpountz.lz4.LZ4FrameOutputStream;

/// The answer to one request: headers once, then bytes, or an error instead of both.
final class HttpReply {

  /// Numbers are texts, as the real server writes them.
  private static final String SUMMARY =
      "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
          + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\","
          + "\"elapsed_ns\":\"%d\"}";

  private final HttpExchange exchange;
  private final InstantSource time;
  private final Instant received;
  private OutputStream rows = OutputStream.nullOutputStream();
  private boolean started;

  /// @param time measures how long the answer took, for the summary
  HttpReply(HttpExchange exchange, InstantSource time) {
    this.exchange = exchange;
    this.time = time;
    this.received = time.instant();
  }

  /// Sets a header; has no effect once the answer has started.
  void header(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  /// @return whether a status has gone out, after which an error can only cut the connection
  boolean started() {
    return started;
  }

  /// Answers with plain text.
  void text(int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    header("Content-Type", "text/plain; charset=UTF-8");
    start(status, bytes.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(bytes);
    }
  }

  /// Says what a statement without rows did; the answer goes out at its end.
  void done(QueryResult.Counts counts) {
    summarize(counts);
  }

  /// Ends the answer as a good one. Its client may come again at once, so whatever the request held
  /// is given back before.
  void end() throws IOException {
    if (started) {
      rows.close();
      return;
    }
    start(200, -1);
  }

  /// Starts a body of rows.
  ///
  /// @return where to write them, up to [#end]
  OutputStream rows(ResultDelivery delivery, QueryResult.Counts counts) throws IOException {
    summarize(counts);
    if (delivery.progress()) {
      header("X-ClickHouse-Progress", summary(counts));
    }
    header("Content-Type", "application/octet-stream");
    if (delivery.blocks()) {
      start(200, 0);
      rows = new BlockOutput(exchange.getResponseBody());
      return rows;
    }
    Optional<HttpEncoding> encoding =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
            .filter(accept -> delivery.coding())
            .flatMap(HttpEncoding::preferred);
    encoding.ifPresent(chosen -> header("Content-Encoding", chosen.token()));
    start(200, 0);
    OutputStream body = exchange.getResponseBody();
    rows = encoding.isEmpty() ? body : encoded(encoding.get(), delivery.codingLevel(), body);
    return rows;
  }

  private static OutputStream encoded(HttpEncoding encoding, int level, OutputStream body)
      throws IOException {
    return switch (encoding) {
      case LZ4 -> new LZ4FrameOutputStream(body);
      case ZSTD -> new ZstdOutputStream(body);
      case GZIP -> DeflateOutput.gzip(body, level);
      case DEFLATE -> DeflateOutput.zlib(body, level);
    };
  }

  /// The header from which the official clients take the numbers of written rows.
  private void summarize(QueryResult.Counts counts) {
    header("X-ClickHouse-Summary", summary(counts));
  }

  private String summary(QueryResult.Counts counts) {
    long rows = counts.rowsWritten() > 0 ? counts.rowsWritten() : counts.rowsRead();
    return String.format(
        Locale.ROOT,
        SUMMARY,
        counts.rowsRead(),
        counts.bytesRead(),
        counts.rowsWritten(),
        counts.bytesWritten(),
        rows,
        counts.bytesRead(),
        Duration.between(received, time.instant()).toNanos());
  }

  /// @param length of the body; 0 for an unknown one, -1 for none, as the JDK's server has it
  private void start(int status, long length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    started = true;
  }
}
