package io.viralstream.workers.train;

import io.viralstream.models.learn.LearningRate;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.RateDecay;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The fall of an arm's learning rate to 0 at a feed's end that asks for it (docs/method.md §5.4).
///
/// A rate falls once, by the first complete end that asks for it and whose feed the arm learns. A
/// schedule that falls by itself stays as it is. After the last step of the fall the arm stands
/// still. Worked example, with a rate of 8 and an end that is complete after step 10 and asks for 4
/// steps:
///
/// ```
/// step   9   10 | 11   12     13     14 | no more
/// rate   8    8 |  8    4   2.34   1.07 |
/// ```
final class FeedDecay {
  private static final Logger LOG = LoggerFactory.getLogger(FeedDecay.class);

  private final ArmSettings arm;
  private final Learner learner;
  private Optional<RateDecay> begun = Optional.empty();

  FeedDecay(ArmSettings arm, Learner learner) {
    this.arm = arm;
    this.learner = learner;
  }

  /// Goes on with the fall that a checkpoint tells of, if any.
  static FeedDecay of(Checkpoint checkpoint, ArmSettings arm, Learner learner) {
    FeedDecay decay = new FeedDecay(arm, learner);
    checkpoint.getDecay().ifPresent(decay::begin);
    return decay;
  }

  /// Why a marker asks for what cannot be.
  static Optional<String> fault(FeedEnd marker) {
    return marker
        .getDecay()
        .filter(steps -> steps < 1)
        .map(steps -> "end: decay=" + steps + ", expected at least 1 step");
  }

  /// Takes what a complete end asks for, if anything.
  ///
  /// @param step the last one that was made
  void ask(FeedEnd end, long step) {
    if (end.getDecay().isEmpty()) return;
    long steps = end.getDecay().get();
    Optional<String> obstacle = obstacle(end.getFeed());
    if (obstacle.isPresent()) {
      LOG.info(
          "decay passed over arm={} feed={} steps={} reason=\"{}\"",
          arm.name(),
          end.getFeed(),
          steps,
          obstacle.get());
      return;
    }
    begin(new RateDecay(step, steps));
    LOG.info(
        "decay begun arm={} feed={} after={} steps={}", arm.name(), end.getFeed(), step, steps);
  }

  private Optional<String> obstacle(String feed) {
    if (!arm.recipe().extent().takes(feed)) return Optional.of("the arm does not learn this feed");
    if (begun.isPresent()) {
      return Optional.of("the rate falls since step " + begun.get().getAfter());
    }
    return switch (arm.optimization().schedule()) {
      case CONSTANT -> Optional.empty();
      case COSINE -> Optional.of("the arm's cosine falls by itself");
    };
  }

  private void begin(RateDecay decay) {
    LearningRate before = arm.optimization().rate();
    // Steps have numbers from 1, and a schedule counts from 0.
    learner.follow(new LearningRate.Decay(before, decay.getAfter(), decay.getSteps()));
    begun = Optional.of(decay);
  }

  /// The last step of the fall, behind which the rate is 0; nothing before it has begun.
  OptionalLong last() {
    return begun.stream().mapToLong(FeedDecay::last).findAny();
  }

  /// A fall may be longer than steps can be counted.
  private static long last(RateDecay decay) {
    long most = Long.MAX_VALUE - decay.getAfter();
    return decay.getAfter() + Math.min(decay.getSteps(), most);
  }

  Optional<RateDecay> begun() {
    return begun;
  }

  /// As `training.json` says it: empty before the fall.
  Map<String, Long> values() {
    return begun
        .map(decay -> Map.of("after", decay.getAfter(), "steps", decay.getSteps()))
        .orElse(Map.of());
  }
}
