package io.viralstream.cli.analysis;

import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import java.net.URI;

/// Where a stack's log is read.
///
/// @param kafka `host:port`, several separated by commas
/// @param registry base of the Confluent-compatible interface
public record StackLog(String kafka, URI registry) {
  TopicSerdes serdes() {
    return new TopicSerdes(new SchemaRegistry(registry));
  }
}
