package io.viralstream.gateway.arms;

import io.viralstream.schemas.TrainerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// How the worker that trains an arm gets on, as it said last; what it expected then is told as it
/// stands now.
///
/// Worked example: 8 steps are left of 5 seconds each, and the worker said so 12 seconds ago. So
/// the next checkpoint is expected in 28 seconds.
///
/// @param step optimizer steps made, published or not
/// @param stepsToCheckpoint at the latest; a feed's end brings a checkpoint earlier
/// @param samplesPerSecond over the last steps; null before there are any, and while it waits
/// @param millisToCheckpoint likewise
/// @param waits whether it waits for samples
/// @param residentBytes of its process, in which other arms may train too
/// @param cardBytes of its graphics card that are taken; null without one
/// @param microBatch samples of its largest pass; null where a step is one pass
/// @param ageMillis since it said so
public record TrainerView(
    long step,
    long stepsToCheckpoint,
    @Nullable Double samplesPerSecond,
    @Nullable Long millisToCheckpoint,
    boolean waits,
    long residentBytes,
    @Nullable Long cardBytes,
    @Nullable Integer microBatch,
    long ageMillis) {
  static TrainerView of(TrainerReport report, Instant now) {
    long age = Math.max(0, Duration.between(report.at(), now).toMillis());
    return new TrainerView(
        report.step(),
        report.left(),
        boxed(report.rate()),
        millis(report, age),
        report.waits(),
        report.resident(),
        report.card().isPresent() ? report.card().getAsLong() : null,
        report.microBatch().isPresent() ? report.microBatch().getAsInt() : null,
        age);
  }

  private static @Nullable Long millis(TrainerReport report, long age) {
    if (report.pace().isEmpty()) return null;
    long whole = Math.round(report.left() * report.pace().getAsDouble() * 1e3);
    return Math.max(0, whole - age);
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
