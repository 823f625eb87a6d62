package io.viralstream.embedded.clickhouse.http;

import java.util.Arrays;
import java.util.Optional;

/// A content coding of HTTP that both sides may use, in the order of the engine's preference.
enum HttpEncoding {
  LZ4("lz4"),
  ZSTD("zstd"),
  GZIP("gzip");

  private final String token;

  HttpEncoding(String token) {
    this.token = token;
  }

  /// @return the name in HTTP headers
  String token() {
    return token;
  }

  /// @throws Refused if it is none of these
  static HttpEncoding named(String token) {
    return Arrays.stream(values())
        .filter(encoding -> encoding.token.equals(token))
        .findFirst()
        .orElseThrow(() ->
            new Refused(
                415, Refused.BAD_ARGUMENTS, "Content-Encoding: expected lz4, zstd or gzip"));
  }

  /// @param accept the Accept-Encoding header
  /// @return the preferred one of those it lists
  static Optional<HttpEncoding> preferred(String accept) {
    return Arrays.stream(values()).filter(encoding -> accept.contains(encoding.token)).findFirst();
  }
}
