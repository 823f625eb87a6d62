package io.viralstream.gateway.batch;

/// A record that was read and found good, its picture on the way into the log.
@FunctionalInterface
public interface Arrival {
  /// Waits for the picture and sends the record that refers to it.
  Sent send();
}
