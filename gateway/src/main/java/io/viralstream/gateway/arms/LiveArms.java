package io.viralstream.gateway.arms;

import io.viralstream.schemas.TrainerReport;
import java.util.Map;
import java.util.Set;

/// The arms that have a worker now.
@FunctionalInterface
public interface LiveArms {
  /// Blocks: not for the event loop.
  Set<String> live();

  /// How the workers that train get on, by arm; nothing of a worker that is not there any more.
  /// Blocks: not for the event loop.
  default Map<String, TrainerReport> reports() {
    return Map.of();
  }
}
