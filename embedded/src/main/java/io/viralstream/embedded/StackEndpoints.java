package io.viralstream.embedded;

import java.net.URI;

/// Where the running components are reached.
///
/// @param kafka for `bootstrap.servers`, e.g. `127.0.0.1:9092`
/// @param registry the Confluent-compatible API, to which `/subjects` is appended
/// @param clickhouse the engine's HTTP interface
public record StackEndpoints(String kafka, URI registry, URI clickhouse) {}
