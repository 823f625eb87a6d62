package io.viralstream.embedded.clickhouse.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A content coding of HTTP that both sides may use, in the order of the engine's preference.
enum HttpEncoding {
  LZ4("lz4"),
  ZSTD("zstd"),
  GZIP("gzip"),
  DEFLATE("deflate");

  private final String token;

  HttpEncoding(String token) {
    this.token = token;
  }

  /// @return the name in HTTP headers
  String token() {
    return token;
  }

  /// @throws RequestRefused if it is none of these
  static HttpEncoding named(String token) {
    return Arrays.stream(values())
        .filter(encoding -> encoding.token.equals(token))
        .findFirst()
        .orElseThrow(() ->
            new RequestRefused(
                415,
                RequestRefused.BAD_ARGUMENTS,
                "Content-Encoding: expected lz4, zstd, gzip or deflate"));
  }

  /// @param accept the Accept-Encoding header, such as `gzip, lz4;q=0.5, br;q=0`
  /// @return the one that it weighs most, the engine's preference among equals
  static Optional<HttpEncoding> preferred(String accept) {
    Map<String, Double> weights = weights(accept);
    return Arrays.stream(values())
        .filter(encoding -> encoding.weight(weights) > 0)
        .min(Comparator.comparingDouble(encoding -> -encoding.weight(weights)));
  }

  private double weight(Map<String, Double> weights) {
    return weights.getOrDefault(token, 0.0);
  }

  private static Map<String, Double> weights(String accept) {
    Map<String, Double> weights = new HashMap<>();
    for (String entry : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = entry.split(";", 2);
      weights.put(parts[0].strip(), parts.length == 1 ? 1 : weight(parts[1].strip()));
    }
    return weights;
  }

  /// A weight that cannot be read counts as none: the answer then goes without coding.
  private static double weight(String parameter) {
    try {
      return parameter.startsWith("q=") ? Double.parseDouble(parameter.substring(2)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
