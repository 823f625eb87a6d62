package io.viralstream.gateway;

import io.viralstream.gateway.http.HandledBody;
import java.net.URI;

/// What a gateway listens on and talks to.
///
/// @param host address to listen on; there is no authentication, so anything but loopback needs a
///   guard in front
/// @param port 0 for any free one
/// @param bootstrap Kafka, `host:port` with commas
/// @param registry base address of the schema registry's Confluent-compatible interface
/// @param instance a name that no other running gateway has; part of the transactional id
public record GatewaySettings(
    String host,
    int port,
    String bootstrap,
    URI registry,
    String instance,
    Limits limits,
    Times times,
    Capacity capacity) {
  private static final int HIGHEST_PORT = 65_535;

  public GatewaySettings {
    notBlank("host", host);
    notBlank("bootstrap", bootstrap);
    notBlank("instance", instance);
    if (port < 0 || port > HIGHEST_PORT)
      throw new IllegalArgumentException("port=" + port + ", expected 0 to " + HIGHEST_PORT);
    fits("bodyBytes", capacity.bodyBytes(), limits.bodyBytes());
    fits("handledBytes", capacity.handledBytes(), HandledBody.heap(limits.bodyBytes()));
  }

  /// Loopback, with everything at its default.
  public static GatewaySettings local(int port, String bootstrap, URI registry, String instance) {
    return new GatewaySettings(
        "127.0.0.1",
        port,
        bootstrap,
        registry,
        instance,
        Limits.defaults(),
        Times.defaults(),
        Capacity.defaults());
  }

  private static void fits(String key, long capacity, long largest) {
    if (capacity < largest)
      throw new IllegalArgumentException(
          key + "=" + capacity + ", expected at least " + largest + " for the largest body");
  }

  private static void notBlank(String key, String value) {
    if (value.isBlank()) throw new IllegalArgumentException(key + " is blank");
  }
}
