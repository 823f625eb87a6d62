package io.viralstream.embedded.process;

/// A question to a component: are you ready for work?
///
/// Must answer within about a second, and answers false while the component still starts; a refused
/// connection is an ordinary "not yet".
@FunctionalInterface
public interface HealthCheck {

  /// @return true once the component does what it is for
  boolean healthy();
}
