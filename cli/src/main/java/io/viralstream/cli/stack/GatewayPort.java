package io.viralstream.cli.stack;

import io.viralstream.embedded.process.FreePort;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Which port a stack's gateway takes: the one that was asked for, else the usual one where it is
/// free, else any.
final class GatewayPort {
  private GatewayPort() {}

  /// @param wanted must be had; a gateway that cannot have it fails to start
  /// @param usual taken where it is free
  static int choose(Optional<Integer> wanted, int usual) {
    return wanted.orElseGet(() -> freeOrAny(usual));
  }

  private static int freeOrAny(int usual) {
    try (var held = FreePort.exactly(usual)) {
      return held.number();
    } catch (UncheckedIOException taken) {
      return 0;
    }
  }
}
