package io.viralstream.workers.train;

import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.train.SampleRejected.Rejection;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// One arm's way through the log: tasks become batches, batches steps, steps checkpoints.
///
/// Plain and without Kafka, so that a run that was killed and resumed can be compared bit by bit
/// with one that was not. Everything depends on the order of tasks alone: a step falls when the
/// batch is full or an end is complete, a checkpoint after so many steps or at a complete end.
///
/// Worked example with a batch of 2 and a checkpoint every 2 steps, `e` the only marker of an end:
///
/// ```
/// offset      0    1    2    3    4    5    6
/// task        s    s    s    s    s    e    e      (6: the same end again)
/// step             1         2         3
/// checkpoint                 due       due
/// ```
///
/// Samples of feeds that the arm does not learn from are passed over, and their ends are not.
final class Training {
  private static final int DIVERGED = 64;

  private final ArmSettings settings;
  private final Learner learner;
  private final SamplePreparation preparation;
  private final PoisonTrials trials;
  private final Clock clock;

  private final FeedEnds ends;
  private final FeedDecay decay;
  private final List<PreparedSample> batch = new ArrayList<>();
  private final List<TrainStep> steps = new ArrayList<>();
  private long step;
  private long samples;
  private long nextOffset;

  /// The first offset that the next step covers.
  private long firstOffset;

  private boolean due;

  /// Samples in a row that were not finite, since the last update.
  private int withoutUpdate;

  private Training(
      ArmSettings settings,
      Learner learner,
      SamplePreparation preparation,
      PoisonTrials trials,
      Clock clock,
      FeedEnds ends,
      FeedDecay decay) {
    this.settings = settings;
    this.learner = learner;
    this.preparation = preparation;
    this.trials = trials;
    this.clock = clock;
    this.ends = ends;
    this.decay = decay;
  }

  /// An arm that has seen nothing yet.
  static Training fresh(
      ArmSettings settings,
      Learner learner,
      SamplePreparation preparation,
      PoisonTrials trials,
      Clock clock) {
    FeedDecay none = new FeedDecay(settings, learner);
    return new Training(settings, learner, preparation, trials, clock, new FeedEnds(), none);
  }

  /// An arm where a checkpoint left it; the learner must have been loaded from the same one.
  static Training resumed(
      Checkpoint checkpoint,
      ArmSettings settings,
      Learner learner,
      SamplePreparation preparation,
      PoisonTrials trials,
      Clock clock) {
    FeedEnds ends = FeedEnds.of(checkpoint);
    FeedDecay decay = FeedDecay.of(checkpoint, settings, learner);
    Training training = new Training(settings, learner, preparation, trials, clock, ends, decay);
    training.step = checkpoint.getStep();
    training.samples = checkpoint.getSamples();
    training.nextOffset = checkpoint.getNextOffset();
    training.firstOffset = checkpoint.getNextOffset();
    return training;
  }

  /// Takes the next task of the log and says which tasks are found out by it, this or earlier ones
  /// of its batch; all count as taken.
  ///
  /// @throws ArmRefused where the arm has diverged
  List<Rejection> take(long offset, TrainTask task) throws IOException {
    // Moved first: a rejected task is covered by the next checkpoint like any other.
    nextOffset = offset + 1;
    if (task.getEnd().isPresent()) return end(offset, task.getEnd().get());
    if (!settings.recipe().extent().takes(task.getFeed())) return List.of();
    if (task.getSample().isEmpty()) {
      return List.of(new Rejection(offset, Category.INVALID, "task: neither sample nor end"));
    }
    try {
      batch.add(prepare(offset, task, task.getSample().get()));
    } catch (SampleRejected bad) {
      return List.of(bad.at(offset));
    }
    return batch.size() == settings.cadence().batch() ? stepOn() : List.of();
  }

  private PreparedSample prepare(long offset, TrainTask task, Sample sample)
      throws SampleRejected, IOException {
    return trials.prepare(
        firstOffset, offset, () -> preparation.prepare(offset, task, sample), learner::rehearse);
  }

  /// Passes over a record that holds no task at all.
  void skip(long offset) {
    nextOffset = offset + 1;
  }

  /// Whether no task is waiting for its step.
  boolean isBetweenSteps() {
    return batch.isEmpty();
  }

  /// Whether the sample of this offset waits for its step.
  boolean isWaiting(long offset) {
    return batch.stream().anyMatch(sample -> sample.offset() == offset);
  }

  /// Whether the arm has made all its steps, and takes no more tasks.
  boolean isFinished() {
    return lasts().anyMatch(last -> step >= last);
  }

  /// Steps until the next checkpoint, where no feed ends before; none where the arm is finished.
  long stepsToCheckpoint() {
    int every = settings.cadence().checkpointEvery();
    long left = every - step % every;
    return lasts().map(last -> Math.max(0, last - step)).reduce(left, Math::min);
  }

  /// The steps behind which the arm stands still, by its settings and by a decay.
  private LongStream lasts() {
    return LongStream.concat(settings.recipe().extent().last().stream(), decay.last().stream());
  }

  /// Whether a checkpoint must be published before the next task; the batch is empty then.
  boolean checkpointDue() {
    return due;
  }

  /// The steps since the last call of [#published].
  List<TrainStep> unpublished() {
    return List.copyOf(steps);
  }

  /// Forgets what a checkpoint has published.
  void published() {
    steps.clear();
    due = false;
    firstOffset = nextOffset;
  }

  long step() {
    return step;
  }

  long samples() {
    return samples;
  }

  long nextOffset() {
    return nextOffset;
  }

  FeedEnds ends() {
    return ends;
  }

  FeedDecay decay() {
    return decay;
  }

  private List<Rejection> end(long offset, FeedEnd marker) throws IOException {
    Optional<String> fault = FeedDecay.fault(marker);
    if (fault.isPresent()) return List.of(new Rejection(offset, Category.INVALID, fault.get()));
    if (!ends.completes(marker)) return List.of();
    due = true;
    List<Rejection> rejected = stepOn();
    decay.ask(marker, step);
    return rejected;
  }

  private List<Rejection> stepOn() throws IOException {
    if (batch.isEmpty()) return List.of();
    long began = firstOffset;
    Instant start = clock.instant();
    FiniteStep finite = FiniteStep.of(learner, step + 1, List.copyOf(batch));
    batch.clear();
    finite.made().ifPresent(made -> count(made, finite.samples(), start));
    trials.stepEnded(began);
    refuseIfDiverged(finite);
    return finite.rejected();
  }

  private void count(OptimizerStep made, List<PreparedSample> learnt, Instant start) {
    Instant end = clock.instant();
    step++;
    samples += learnt.size();
    steps.add(record(made, learnt, Duration.between(start, end), end));
    firstOffset = nextOffset;
    due |= step % settings.cadence().checkpointEvery() == 0 || isFinished();
  }

  /// With weights that have run away every sample is bad, and none of them is to blame.
  private void refuseIfDiverged(FiniteStep finite) {
    withoutUpdate = finite.made().isPresent() ? 0 : withoutUpdate + finite.rejected().size();
    if (withoutUpdate < DIVERGED) return;
    throw new ArmRefused(
        "arm "
            + settings.name()
            + " has diverged: "
            + withoutUpdate
            + " samples in a row give no finite loss, the last because "
            + finite.rejected().getLast().reason()
            + ". Start another arm with a lower learning rate; the checkpoints of this one stay.");
  }

  private TrainStep record(
      OptimizerStep made, List<PreparedSample> learnt, Duration took, Instant at) {
    BatchLosses losses = made.losses();
    return TrainStep.newBuilder()
        .setArm(settings.name())
        .setStep(step)
        .setLm(losses.language())
        .setVra(boxed(losses.alignment()))
        .setTotal(losses.total())
        .setLambda(settings.alignment().lambda())
        .setLearningRate(made.learningRate())
        .setGradientNorm(made.gradientNorm())
        .setFirstOffset(firstOffset)
        .setNextOffset(nextOffset)
        .setGridMismatches(losses.gridMismatches())
        .setSamples(results(losses, learnt))
        .setMillis(took.toNanos() / 1e6)
        .setAt(at)
        .build();
  }

  private static List<SampleResult> results(BatchLosses losses, List<PreparedSample> learnt) {
    List<SampleResult> results = new ArrayList<>();
    for (int i = 0; i < learnt.size(); i++) {
      results.add(result(losses.samples().get(i), learnt.get(i)));
    }
    return results;
  }

  private static SampleResult result(SampleLosses losses, PreparedSample sample) {
    return SampleResult.newBuilder()
        .setSampleId(sample.id())
        .setFeed(sample.feed())
        .setPass(sample.pass())
        .setOffset(sample.offset())
        .setLm(losses.language())
        .setVra(boxed(losses.alignment()))
        .setAnswerTokens(losses.answerTokens())
        .setTurns(losses.exactTurns().size())
        .setExactTurns(Collections.frequency(losses.exactTurns(), true))
        .setCategory(sample.category().orElse(null))
        .build();
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
