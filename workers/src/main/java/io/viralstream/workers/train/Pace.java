package io.viralstream.workers.train;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast an arm has learnt over its last steps, by the clock, with all that lies between them.
///
/// Begun anew where it has waited: a pause is no part of how fast it can go.
final class Pace {
  private static final int STEPS = 16;

  private record Point(Instant at, long step, long samples) {}

  private final Deque<Point> points = new ArrayDeque<>();

  /// It goes on from here.
  void begin(Instant at, long step, long samples) {
    points.clear();
    points.add(new Point(at, step, samples));
  }

  /// So far it has come.
  void reach(Instant at, long step, long samples) {
    points.add(new Point(at, step, samples));
    if (points.size() > STEPS + 1) points.removeFirst();
  }

  OptionalDouble samplesPerSecond() {
    double seconds = seconds();
    if (seconds <= 0) return OptionalDouble.empty();
    return OptionalDouble.of((points.getLast().samples() - points.getFirst().samples()) / seconds);
  }

  OptionalDouble secondsPerStep() {
    double seconds = seconds();
    if (seconds <= 0) return OptionalDouble.empty();
    return OptionalDouble.of(seconds / (points.getLast().step() - points.getFirst().step()));
  }

  private double seconds() {
    if (points.size() < 2) return 0;
    return Duration.between(points.getFirst().at(), points.getLast().at()).toNanos() / 1e9;
  }
}
