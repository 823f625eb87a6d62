package io.viralstream.embedded.clickhouse.http;

import com.sun.net.httpserver.Headers;
import java.util.Set;

/// Turns down requests that a web page in the user's browser could have sent.
///
/// The engine asks for no password on loopback, so a page that posts to it, or whose host name was
/// pointed at 127.0.0.1, must get nothing. Clients send no Origin and the host that they connect
/// to.
final class LocalOnly {

  private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

  private LocalOnly() {}

  /// @throws RequestRefused if the request is not from a local client
  static void require(Headers headers) {
    if (headers.containsKey("Origin")) {
      throw new RequestRefused(403, RequestRefused.BAD_ARGUMENTS, "Origin: expected none");
    }
    String host = headers.getFirst("Host");
    if (host == null || !HOSTS.contains(host.replaceFirst(":\\d+$", ""))) {
      throw new RequestRefused(
          403, RequestRefused.BAD_ARGUMENTS, "Host: expected 127.0.0.1 or localhost");
    }
  }
}
