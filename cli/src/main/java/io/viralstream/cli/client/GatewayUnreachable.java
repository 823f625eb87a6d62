package io.viralstream.cli.client;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// No gateway answers at an address.
public final class GatewayUnreachable extends RuntimeException {
  GatewayUnreachable(URI base, @Nullable Throwable cause) {
    super(
        "no gateway answers at " + base + "; start one with `viral up`, or name it with --gateway",
        cause);
  }
}
