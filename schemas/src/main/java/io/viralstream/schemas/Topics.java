package io.viralstream.schemas;

import static io.viralstream.schemas.Topic.Partitions.ONE;
import static io.viralstream.schemas.Topic.Partitions.SHARED;

import io.viralstream.schemas.Retention.Compacted;
import io.viralstream.schemas.Retention.Unlimited;
import io.viralstream.schemas.avro.Admitted;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.GroupResult;
import io.viralstream.schemas.avro.GroupScore;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.InferTask;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import java.util.List;

/// Every topic, in the order in which an event meets them.
public final class Topics {
  private static final int MIB = 1024 * 1024;

  /// The largest picture that the product takes, in bytes.
  public static final int MAX_IMAGE_BYTES = 8 * MIB;

  private static final int RECORD = MIB;
  private static final int IMAGE_RECORD = 9 * MIB;
  private static final int DEAD_LETTER_RECORD = 10 * MIB;

  public static final Topic<Image> IMAGES =
      new Topic<>(1, "images", Image.class, SHARED, new Unlimited(), IMAGE_RECORD);
  public static final Topic<Image> ASK_IMAGES =
      new Topic<>(1, "ask-images", Image.class, SHARED, Retention.days(2), IMAGE_RECORD);
  public static final Topic<SampleEvent> SAMPLES =
      new Topic<>(1, "samples", SampleEvent.class, SHARED, new Unlimited(), RECORD);
  public static final Topic<BenchmarkItemEvent> BENCHMARK_ITEMS =
      new Topic<>(1, "benchmark-items", BenchmarkItemEvent.class, SHARED, new Compacted(), RECORD);
  public static final Topic<Benchmark> BENCHMARKS =
      new Topic<>(1, "benchmarks", Benchmark.class, ONE, new Compacted(), RECORD);
  public static final Topic<Evaluation> EVALUATIONS =
      new Topic<>(1, "evaluations", Evaluation.class, SHARED, new Compacted(), RECORD);
  public static final Topic<Analysis> ANALYSES =
      new Topic<>(1, "analyses", Analysis.class, SHARED, new Unlimited(), RECORD);
  public static final Topic<Admitted> ADMITTED =
      new Topic<>(2, "admitted", Admitted.class, SHARED, new Unlimited(), RECORD);
  public static final Topic<TrainTask> TRAIN_TASKS =
      new Topic<>(2, "train-tasks", TrainTask.class, ONE, new Unlimited(), RECORD);
  public static final Topic<InferTask> ASK_TASKS =
      new Topic<>(1, "ask-tasks", InferTask.class, SHARED, Retention.days(1), RECORD);
  public static final Topic<InferTask> INFER_TASKS =
      new Topic<>(2, "infer-tasks", InferTask.class, SHARED, Retention.days(7), RECORD);
  public static final Topic<Answer> ANSWERS =
      new Topic<>(4, "answers", Answer.class, SHARED, Retention.days(30), RECORD);
  public static final Topic<TrainStep> TRAIN_STEPS =
      new Topic<>(3, "train-steps", TrainStep.class, SHARED, new Unlimited(), RECORD);
  public static final Topic<Checkpoint> CHECKPOINTS =
      new Topic<>(3, "checkpoints", Checkpoint.class, ONE, new Compacted(), RECORD);
  public static final Topic<Score> SCORES =
      new Topic<>(5, "scores", Score.class, SHARED, new Unlimited(), RECORD);
  public static final Topic<GroupScore> GROUP_SCORES =
      new Topic<>(5, "group-scores", GroupScore.class, SHARED, Retention.days(7), RECORD);
  public static final Topic<GroupResult> GROUP_RESULTS =
      new Topic<>(5, "group-results", GroupResult.class, SHARED, new Compacted(), RECORD);
  public static final Topic<Progress> PROGRESS =
      new Topic<>(5, "progress", Progress.class, ONE, new Compacted(), RECORD);
  public static final Topic<Asked> ASKED =
      new Topic<>(5, "asked", Asked.class, SHARED, Retention.days(30), RECORD);
  public static final Topic<DeadLetter> DEAD_LETTERS =
      new Topic<>(0, "dead-letters", DeadLetter.class, SHARED, new Unlimited(), DEAD_LETTER_RECORD);

  public static final Topic<Resend> RESENDS =
      new Topic<>(0, "resends", Resend.class, ONE, new Unlimited(), RECORD);

  /// All of them, in journey order.
  public static final List<Topic<?>> ALL =
      List.of(
          IMAGES,
          ASK_IMAGES,
          SAMPLES,
          BENCHMARK_ITEMS,
          BENCHMARKS,
          EVALUATIONS,
          ANALYSES,
          ADMITTED,
          TRAIN_TASKS,
          ASK_TASKS,
          INFER_TASKS,
          ANSWERS,
          TRAIN_STEPS,
          CHECKPOINTS,
          SCORES,
          GROUP_SCORES,
          GROUP_RESULTS,
          PROGRESS,
          ASKED,
          DEAD_LETTERS,
          RESENDS);

  private Topics() {}
}
