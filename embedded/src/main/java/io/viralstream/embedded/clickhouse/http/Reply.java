package io.viralstream.embedded.clickhouse.http;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.viralstream.embedded.clickhouse.chdb.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;

/// The answer to one request: headers once, then bytes, or an error instead of both.
final class Reply {

  /// Numbers are texts, as the real server writes them.
  private static final String SUMMARY =
      "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\","
          + "\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\","
          + "\"elapsed_ns\":\"%d\"}";

  private final HttpExchange exchange;
  private final InstantSource time;
  private final Instant received;
  private boolean started;

  /// @param time measures how long the answer took, for the summary
  Reply(HttpExchange exchange, InstantSource time) {
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

  /// Answers that the statement took effect, without rows.
  void done(Result.Counts counts) throws IOException {
    summarize(counts);
    start(200, -1);
  }

  /// Starts a body of rows.
  ///
  /// @return where to write them; closing it ends the answer as a good one
  OutputStream rows(QueryRequest request, Result.Counts counts) throws IOException {
    summarize(counts);
    header("Content-Type", "application/octet-stream");
    if (request.url().isOn("compress")) {
      start(200, 0);
      return new BlockOutput(exchange.getResponseBody());
    }
    Optional<HttpEncoding> encoding = encoding(request);
    encoding.ifPresent(chosen -> header("Content-Encoding", chosen.token()));
    start(200, 0);
    OutputStream body = exchange.getResponseBody();
    return encoding.isEmpty() ? body : encoded(encoding.get(), body);
  }

  /// HTTP compression needs both the header and the setting, as with the real server: a browser
  /// sends the header always.
  private Optional<HttpEncoding> encoding(QueryRequest request) {
    Headers headers = exchange.getRequestHeaders();
    return Optional.ofNullable(headers.getFirst("Accept-Encoding"))
        .filter(accept -> request.url().isOn("enable_http_compression"))
        .flatMap(HttpEncoding::preferred);
  }

  private static OutputStream encoded(HttpEncoding encoding, OutputStream body) throws IOException {
    return switch (encoding) {
      case LZ4 -> new LZ4FrameOutputStream(body);
      case ZSTD -> new ZstdOutputStream(body);
      case GZIP -> new GZIPOutputStream(body);
    };
  }

  /// The header from which the official clients take the numbers of written rows.
  private void summarize(Result.Counts counts) {
    long rows = counts.rowsWritten() > 0 ? counts.rowsWritten() : counts.rowsRead();
    header(
        "X-ClickHouse-Summary",
        String.format(
            Locale.ROOT,
            SUMMARY,
            counts.rowsRead(),
            counts.bytesRead(),
            counts.rowsWritten(),
            counts.bytesWritten(),
            rows,
            counts.bytesRead(),
            Duration.between(received, time.instant()).toNanos()));
  }

  /// @param length of the body; 0 for an unknown one, -1 for none, as the JDK's server has it
  private void start(int status, long length) throws IOException {
    exchange.sendResponseHeaders(status, length);
    started = true;
  }
}
