package io.viralstream.schemas;

import java.time.Duration;

/// How long a topic keeps its records.
public sealed interface Retention {

  /// For ever: the record is the only source of something.
  record Unlimited() implements Retention {}

  /// The newest record of each key, for ever.
  record Compacted() implements Retention {}

  /// For a time.
  record For(Duration time) implements Retention {
    public For {
      if (time.isNegative() || time.isZero())
        throw new IllegalArgumentException("retention=" + time + ", expected more than 0");
    }
  }

  static Retention days(int days) {
    return new For(Duration.ofDays(days));
  }
}
