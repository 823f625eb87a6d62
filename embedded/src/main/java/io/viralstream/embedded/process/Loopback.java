package io.viralstream.embedded.process;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// This machine as it calls itself: one address for servers and their clients.
///
/// The JVM's own notion, `InetAddress.getLoopbackAddress()`, is 127.0.0.1 or ::1, as the property
/// `java.net.preferIPv6Addresses` says, while addresses that are written down name one of the two.
public final class Loopback {

  /// For addresses that are written down, such as `http://127.0.0.1:8123`.
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /// @param port 0 for any free one
  public static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }
}
