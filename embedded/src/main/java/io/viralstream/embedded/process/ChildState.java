package io.viralstream.embedded.process;

/// Where a child is in its life.
public enum ChildState {
  /// Launched, has not answered its health check yet.
  STARTING,
  /// Has answered its health check, runs.
  HEALTHY,
  /// Asked to stop, still there.
  STOPPING,
  /// Ended because it was asked to.
  STOPPED,
  /// Ended by itself, or killed by someone else.
  DIED
}
