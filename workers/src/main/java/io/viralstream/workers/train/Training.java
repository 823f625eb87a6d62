package io.viralstream.workers.train;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.train.Learner.Outcome;
import io.viralstream.workers.train.Learner.SampleOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
final class Training {
  private final ArmSettings settings;
  private final Learner learner;
  private final SamplePreparation preparation;
  private final Clock clock;

  private final Ends ends;
  private final List<PreparedSample> batch = new ArrayList<>();
  private final List<TrainStep> steps = new ArrayList<>();
  private long step;
  private long samples;
  private long nextOffset;

  /// The first offset that the next step covers.
  private long firstOffset;

  private boolean due;

  private Training(
      ArmSettings settings,
      Learner learner,
      SamplePreparation preparation,
      Clock clock,
      Ends ends) {
    this.settings = settings;
    this.learner = learner;
    this.preparation = preparation;
    this.clock = clock;
    this.ends = ends;
  }

  /// An arm that has seen nothing yet.
  static Training fresh(
      ArmSettings settings, Learner learner, SamplePreparation preparation, Clock clock) {
    return new Training(settings, learner, preparation, clock, new Ends());
  }

  /// An arm where a checkpoint left it; the learner must have been loaded from the same one.
  static Training resumed(
      Checkpoint checkpoint,
      ArmSettings settings,
      Learner learner,
      SamplePreparation preparation,
      Clock clock) {
    Training training = new Training(settings, learner, preparation, clock, Ends.of(checkpoint));
    training.step = checkpoint.getStep();
    training.samples = checkpoint.getSamples();
    training.nextOffset = checkpoint.getNextOffset();
    training.firstOffset = checkpoint.getNextOffset();
    return training;
  }

  /// Takes the next task of the log.
  ///
  /// @throws SampleRejected where its sample cannot be learnt; the task counts as taken
  void take(long offset, TrainTask task) throws SampleRejected {
    // Moved first: a rejected task is covered by the next checkpoint like any other.
    nextOffset = offset + 1;
    if (task.getEnd().isPresent()) {
      end(task.getEnd().get());
      return;
    }
    if (task.getSample().isEmpty()) {
      throw new SampleRejected(Category.INVALID, "task: neither sample nor end");
    }
    batch.add(preparation.prepare(offset, task, task.getSample().get()));
    if (batch.size() == settings.batch()) stepOn(batch);
  }

  /// Passes over a record that holds no task at all.
  void skip(long offset) {
    nextOffset = offset + 1;
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

  Ends ends() {
    return ends;
  }

  private void end(FeedEnd marker) {
    if (!ends.completes(marker)) return;
    if (!batch.isEmpty()) stepOn(batch);
    due = true;
  }

  private void stepOn(List<PreparedSample> part) {
    Instant began = clock.instant();
    step++;
    Outcome outcome = learner.step(step, List.copyOf(part));
    samples += part.size();
    Instant ended = clock.instant();
    steps.add(record(outcome, part, Duration.between(began, ended), ended));
    firstOffset = nextOffset;
    part.clear();
    due |= step % settings.checkpointEvery() == 0;
  }

  private TrainStep record(Outcome outcome, List<PreparedSample> part, Duration took, Instant at) {
    return TrainStep.newBuilder()
        .setArm(settings.name())
        .setStep(step)
        .setLm(outcome.lm())
        .setVra(boxed(outcome.vra()))
        .setTotal(outcome.total())
        .setLambda(settings.lambda())
        .setLearningRate(outcome.learningRate())
        .setGradientNorm(outcome.gradientNorm())
        .setFirstOffset(firstOffset)
        .setNextOffset(nextOffset)
        .setGridMismatches(outcome.gridMismatches())
        .setSamples(results(outcome, part))
        .setMillis(took.toNanos() / 1e6)
        .setAt(at)
        .build();
  }

  private static List<SampleResult> results(Outcome outcome, List<PreparedSample> part) {
    List<SampleResult> results = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      PreparedSample sample = part.get(i);
      SampleOutcome result = outcome.samples().get(i);
      results.add(
          SampleResult.newBuilder()
              .setSampleId(sample.id())
              .setFeed(sample.feed())
              .setPass(sample.pass())
              .setOffset(sample.offset())
              .setLm(result.lm())
              .setVra(boxed(result.vra()))
              .setAnswerTokens(result.answerTokens())
              .setTurns(result.turns())
              .setExactTurns(result.exactTurns())
              .build());
    }
    return results;
  }

  private static @Nullable Double boxed(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
