package io.viralstream.embedded.clickhouse.http;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/// A request's body with its compressions undone: HTTP's outside, ClickHouse's blocks inside.
final class RequestBody {

  /// A window of 16 MiB at most; a frame may ask for 128 MiB to unfold one small body.
  private static final int ZSTD_WINDOW_LOG = 24;

  private RequestBody() {}

  /// @param room for what is unpacked in the heap
  /// @throws RequestRefused if the declared length or the encoding is refused; a longer body is
  ///   refused while it is read
  static InputStream open(
      HttpExchange exchange, QueryRequest request, RequestLimits limits, BlockMemory.Room room)
      throws IOException {
    Headers headers = exchange.getRequestHeaders();
    refuseDeclaredLength(headers, limits);
    InputStream body = decoded(headers, exchange.getRequestBody());
    if (request.url().isOn("decompress")) {
      body = new BlockInput(body, room);
    }
    return new BoundedInput(body, limits.bodyBytes());
  }

  private static void refuseDeclaredLength(Headers headers, RequestLimits limits) {
    String length = headers.getFirst("Content-Length");
    // The server has refused one that is no number.
    if (length != null && Long.parseLong(length) > limits.bodyBytes()) {
      throw new RequestRefused(
          413, RequestRefused.TOO_MANY_BYTES, "Content-Length: more than " + limits.bodyBytes());
    }
  }

  private static InputStream decoded(Headers headers, InputStream raw) throws IOException {
    String encoding = headers.getFirst("Content-Encoding");
    if (encoding == null || encoding.isBlank() || encoding.strip().equalsIgnoreCase("identity")) {
      return raw;
    }
    return switch (HttpEncoding.named(encoding.strip().toLowerCase(Locale.ROOT))) {
      case GZIP -> new GzipCompressorInputStream(raw, true);
      case LZ4 -> new Lz4Frames(raw);
      case DEFLATE -> new OneZlibStream(raw);
      case ZSTD -> new ZstdInputStream(raw).setLongMax(ZSTD_WINDOW_LOG);
    };
  }
}
