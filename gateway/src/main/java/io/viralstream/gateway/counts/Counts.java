package io.viralstream.gateway.counts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;

/// The gateway's own figures.
public final class Counts {
  private final MeterRegistry registry;
  private final Timer answers;

  public Counts(MeterRegistry registry) {
    this.registry = registry;
    this.answers =
        Timer.builder("gateway.ask.latency")
            .description("From a question's arrival to its answer")
            .publishPercentiles(0.5, 0.95, 0.99)
            .register(registry);
  }

  public void samples(int taken, int refused) {
    lines("samples", taken, refused);
  }

  public void items(int taken, int refused) {
    lines("items", taken, refused);
  }

  /// Recorded ones.
  public void answers(int taken, int refused) {
    lines("answers", taken, refused);
  }

  public void analyses(int taken, int refused) {
    lines("analyses", taken, refused);
  }

  public void answered(Duration latency) {
    answers.record(latency);
  }

  /// @param route the route's pattern, never the path itself: paths are without number
  public void request(String method, String route, int status, Duration time) {
    Timer.builder("gateway.requests")
        .tag("method", method)
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .register(registry)
        .record(time);
  }

  /// Publishes how many of something there are now.
  public void watch(String name, IntSupplier now) {
    Gauge.builder(name, now, IntSupplier::getAsInt).strongReference(true).register(registry);
  }

  private void lines(String kind, int taken, int refused) {
    count(kind, "taken", taken);
    count(kind, "refused", refused);
  }

  private void count(String kind, String outcome, int lines) {
    Counter.builder("gateway.lines")
        .tag("kind", kind)
        .tag("outcome", outcome)
        .register(registry)
        .increment(lines);
  }
}
