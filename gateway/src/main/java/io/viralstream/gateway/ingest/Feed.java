package io.viralstream.gateway.ingest;

/// One pass over a feed, as the client counts it.
///
/// @param pass from 1
record Feed(String name, int pass) {}
