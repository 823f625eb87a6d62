package io.viralstream.gateway.operations;

import io.viralstream.schemas.FatalErrors;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks one component for a sign of life.
///
/// @param fault what is wrong with it, empty where it is up; may block for a moment
public record Probe(String name, Supplier<Optional<String>> fault) {

  /// Whether a component is up; the detail says why not.
  record ComponentView(String name, boolean up, String detail) {}

  /// The component as it is now; a probe that fails has found its fault.
  ComponentView look() {
    try {
      Optional<String> found = fault.get();
      return new ComponentView(name, found.isEmpty(), found.orElse("ok"));
    } catch (RuntimeException failure) {
      FatalErrors.endOn(failure);
      return new ComponentView(name, false, failure.getClass().getSimpleName());
    }
  }
}
