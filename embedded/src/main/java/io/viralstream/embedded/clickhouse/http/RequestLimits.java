package io.viralstream.embedded.clickhouse.http;

import java.time.Duration;

/// How much one request may ask for; checked before any of it is done.
///
/// @param statementBytes a statement, or the part of an INSERT before its data
/// @param bodyBytes a request's body, after decompression
/// @param unpackingBytes of the heap in which all bodies together are unpacked
/// @param parameters in the query string
/// @param bufferBytes of a result that are held back before the answer starts
/// @param sessions open at the same time
/// @param sessionIdle after which an unused session is closed
/// @param threads requests that run at the same time
/// @param waiting requests that wait for a thread; more are cut off
public record RequestLimits(
    int statementBytes,
    long bodyBytes,
    long unpackingBytes,
    int parameters,
    long bufferBytes,
    int sessions,
    Duration sessionIdle,
    int threads,
    int waiting) {

  /// What fits a machine that runs everything else too.
  public static final RequestLimits ONE_MACHINE =
      new RequestLimits(
          1 << 20, 256L << 20, 96L << 20, 500, 16L << 20, 64, Duration.ofMinutes(5), 12, 128);
}
