package io.viralstream.metrics.write;

/// A record with its place in Kafka, which every row of it carries.
record Stored<V>(V record, String topic, int partition, long offset) {}
