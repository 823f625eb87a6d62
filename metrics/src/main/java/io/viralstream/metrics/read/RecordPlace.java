package io.viralstream.metrics.read;

/// Where a record is in Kafka.
public record RecordPlace(String topic, int partition, long offset) {}
