package io.viralstream.gateway.arms;

import java.util.Set;

/// The arms that have a worker now.
@FunctionalInterface
public interface LiveArms {
  /// Blocks: not for the event loop.
  Set<String> live();
}
