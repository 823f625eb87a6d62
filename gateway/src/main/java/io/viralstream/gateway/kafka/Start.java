package io.viralstream.gateway.kafka;

/// Where a follower begins.
public enum Start {
  /// Everything that is there, then whatever comes.
  BEGINNING,
  /// Only what comes from now on.
  END
}
