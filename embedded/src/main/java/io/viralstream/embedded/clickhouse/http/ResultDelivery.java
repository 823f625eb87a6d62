package io.viralstream.embedded.clickhouse.http;

/// How a result travels to its client.
///
/// @param whole whether all of it is there before the answer starts, so that any error is answered
///   as one
/// @param bufferBytes how much of it is there before that, at least
/// @param blocks whether it goes in ClickHouse's own compressed blocks
/// @param coding whether a content coding of HTTP may be used
/// @param codingLevel of gzip and deflate
/// @param progress whether the answer's head says what was read
record ResultDelivery(
    boolean whole,
    long bufferBytes,
    boolean blocks,
    boolean coding,
    int codingLevel,
    boolean progress) {

  private static final int MAX_LEVEL = 9;

  ResultDelivery {
    if (codingLevel < 1 || codingLevel > MAX_LEVEL) {
      throw new RequestRefused(
          400,
          RequestRefused.BAD_ARGUMENTS,
          "http_zlib_compression_level: expected a whole number from 1 to " + MAX_LEVEL);
    }
  }

  /// What the address asks for comes before what settings say.
  ///
  /// @throws RequestRefused if it is more than the limits allow
  static ResultDelivery of(
      UrlParameters url, ReadStatement.HttpSettings settings, RequestLimits limits) {
    long buffer = url.number("buffer_size", limits.bufferBytes()).orElse(settings.bufferBytes());
    if (buffer > limits.bufferBytes()) {
      throw new RequestRefused(
          400,
          RequestRefused.BAD_ARGUMENTS,
          "http_response_buffer_size: expected at most " + limits.bufferBytes());
    }
    return new ResultDelivery(
        url.value("wait_end_of_query").isPresent()
            ? url.isOn("wait_end_of_query")
            : settings.wholeResult(),
        buffer,
        url.isOn("compress"),
        settings.compression(),
        settings.compressionLevel(),
        settings.progress());
  }
}
