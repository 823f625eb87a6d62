package io.viralstream.streams.route;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// A feed that has samples since its last end in one partition.
///
/// @param lastOffset offset in `samples` of its newest sample
/// @param lastAt when that sample was routed
record OpenFeed(long lastOffset, Instant lastAt) {

  /// Sixteen bytes: offset, then milliseconds.
  static Serde<OpenFeed> serde() {
    return Serdes.serdeFrom((topic, feed) -> feed.bytes(), (topic, bytes) -> read(bytes));
  }

  private byte[] bytes() {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(lastOffset)
        .putLong(lastAt.toEpochMilli())
        .array();
  }

  private static OpenFeed read(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return new OpenFeed(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
  }
}
