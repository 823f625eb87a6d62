package io.viralstream.streams.route;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Decision;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.streams.deadletter.RefusedException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides what becomes of one record of `samples`.
///
/// In pass 1 a sample is the same whatever feed brings it; in a later pass it is the same only
/// within its feed and pass, since that is how a client asks for more epochs.
final class Split {

  /// What becomes of a record.
  sealed interface Outcome {

    /// Seen for the first time and trained on.
    record Taken(Admitted admitted, TrainTask task) implements Outcome {}

    /// Seen for the first time and kept from training.
    record Withheld(Admitted admitted) implements Outcome {}

    /// Seen before: nothing is written.
    record Repeated() implements Outcome {}

    /// The end of a feed, passed on behind everything before it.
    record Ended(TrainTask task) implements Outcome {}
  }

  private final SampleFilter filter;

  Split(SampleFilter filter) {
    this.filter = filter;
  }

  /// @param seen says of an identity whether it was decided before
  /// @throws RefusedException where the record is neither a sample nor an end, or both; or where an
  ///   end asks for a decay of no step
  Outcome decide(SampleEvent event, Origin origin, Predicate<String> seen, Instant now) {
    if (event.getSample().isPresent() == event.getEnd().isPresent())
      throw new RefusedException(
          Category.INVALID, "samples: sample and end, expected exactly one of them");
    if (event.getEnd().isPresent())
      return new Outcome.Ended(end(event.getFeed(), sound(event.getEnd().get()), origin));
    Sample sample = event.getSample().orElseThrow();
    if (seen.test(identity(event, sample))) return new Outcome.Repeated();
    return filter
        .reason(sample)
        .<Outcome>map(reason -> new Outcome.Withheld(withheld(event, sample, reason, origin, now)))
        .orElseGet(() -> taken(event, sample, origin, now));
  }

  private static FeedEnd sound(FeedEnd end) {
    if (end.getDecay().orElse(1L) >= 1) return end;
    throw new RefusedException(
        Category.INVALID,
        "samples: end.decay=" + end.getDecay().get() + ", expected at least 1 step");
  }

  static String identity(SampleEvent event, Sample sample) {
    if (event.getPass() <= 1) return sample.getId();
    return sample.getId() + "/" + event.getPass() + "/" + event.getFeed();
  }

  static TrainTask end(String feed, FeedEnd end, Origin origin) {
    return new TrainTask(feed, 1, null, end, origin);
  }

  private static Outcome taken(SampleEvent event, Sample sample, Origin origin, Instant now) {
    var task = new TrainTask(event.getFeed(), event.getPass(), sample, null, origin);
    return new Outcome.Taken(admitted(event, sample, Optional.empty(), origin, now), task);
  }

  private static Admitted withheld(
      SampleEvent event, Sample sample, String reason, Origin origin, Instant now) {
    return admitted(event, sample, Optional.of(reason), origin, now);
  }

  private static Admitted admitted(
      SampleEvent event, Sample sample, Optional<String> reason, Origin origin, Instant now) {
    return Admitted.newBuilder()
        .setSample(sample)
        .setFeed(event.getFeed())
        .setPass(event.getPass())
        .setDecision(reason.isPresent() ? Decision.WITHHELD : Decision.TAKEN)
        .setReason(reason.orElse(null))
        .setOrigin(origin)
        .setAt(now)
        .setAcceptedAt(event.getAt())
        .build();
  }

  static Origin origin(int partition, long offset) {
    return new Origin(Topics.SAMPLES.name(), partition, offset);
  }
}
