package io.viralstream.streams.route;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates watched benchmarks on the checkpoints of every arm.
///
/// A run is over when every partition has reported its end; then whatever waits in its queue
/// starts. What was published before the watch began is not made up for: each arm begins with its
/// newest.
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final String ARMS = "newest-checkpoints";
  private static final String WATCHED = "watched-benchmarks";
  private static final String RUNNING = "watch-running";
  private static final String WAITING = "watch-waiting";
  private static final String FINISHED = "watch-finished";

  private final ProcessorContext<String, SpecificRecord> context;
  private final TopicSink<Evaluation> evaluations;

  /// Arm to its newest checkpoint.
  private final KeyValueStore<String, Checkpoint> arms;

  /// Benchmark name to its newest sealed version.
  private final KeyValueStore<String, Benchmark> watched;

  /// `arm/benchmark` to the two places of its queue.
  private final KeyValueStore<String, Evaluation> running;

  private final KeyValueStore<String, Evaluation> waiting;

  /// `evaluation/partition` of what has ended, to how many partitions that evaluation has. Kept for
  /// evaluations that clients asked for too: the watch does not wait for one that is already there.
  private final KeyValueStore<String, Integer> finished;

  Watch(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    evaluations = TopicSink.to(Topics.EVALUATIONS, context);
    arms = context.getStateStore(ARMS);
    watched = context.getStateStore(WATCHED);
    running = context.getStateStore(RUNNING);
    waiting = context.getStateStore(WAITING);
    finished = context.getStateStore(FINISHED);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    builder
        .small(ARMS, builder.stored(Topics.CHECKPOINTS), steps)
        .small(WATCHED, builder.stored(Topics.BENCHMARKS), steps)
        .small(RUNNING, builder.stored(Topics.EVALUATIONS), steps)
        .small(WAITING, builder.stored(Topics.EVALUATIONS), steps)
        .small(FINISHED, Serdes.Integer(), steps);
  }

  /// A checkpoint that only moved its offsets has the weights of the last one and asks nothing new.
  void published(Checkpoint checkpoint) {
    if (checkpoint.getRepeated()) return;
    arms.put(checkpoint.getArm(), checkpoint);
    values(watched).stream()
        .filter(Benchmark::getWatched)
        .forEach(benchmark -> want(checkpoint, benchmark));
  }

  void sealed(Benchmark benchmark) {
    watched.put(benchmark.getName(), benchmark);
    if (!benchmark.getWatched()) return;
    values(arms).forEach(checkpoint -> want(checkpoint, benchmark));
  }

  void progressed(Progress progress) {
    String evaluation = progress.getEvaluation();
    String key = evaluation + "/" + progress.getPartition();
    if (!ended(progress)) {
      finished.delete(key); // asked again after it was cancelled
      return;
    }
    finished.put(key, progress.getPartitions());
    if (!isFinished(evaluation)) return;
    String name = queueName(progress.getArm(), progress.getBenchmark());
    settle(name, queue(name).finish(evaluation, next -> isFinished(next.getId())));
  }

  private void want(Checkpoint checkpoint, Benchmark benchmark) {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    Evaluation evaluation = WatchedEvaluation.of(checkpoint, benchmark, now);
    if (isFinished(evaluation.getId())) return;
    String name = queueName(checkpoint.getArm(), benchmark.getName());
    settle(name, queue(name).want(evaluation));
  }

  private void settle(String name, EvaluationQueue.Moved moved) {
    running.put(name, moved.queue().running().orElse(null));
    waiting.put(name, moved.queue().waiting().orElse(null));
    moved.skipped().ifPresent(this::supersede);
    moved.starts().ifPresent(this::start);
  }

  private void start(Evaluation evaluation) {
    log("evaluation started", evaluation);
    evaluations.send(evaluation.getId(), evaluation);
  }

  /// Under a key of its own: compaction must not put it in the place of a record by which a client
  /// asked for the same evaluation.
  private void supersede(Evaluation evaluation) {
    log("evaluation superseded", evaluation);
    Evaluation record =
        Evaluation.newBuilder(evaluation)
            .setState(EvaluationState.SUPERSEDED)
            .setAt(Instant.ofEpochMilli(context.currentSystemTimeMs()))
            .build();
    evaluations.send(evaluation.getId() + "/superseded", record);
  }

  private EvaluationQueue queue(String name) {
    return new EvaluationQueue(
        Optional.ofNullable(running.get(name)), Optional.ofNullable(waiting.get(name)));
  }

  private boolean isFinished(String evaluation) {
    var parts = new ArrayList<Integer>();
    try (KeyValueIterator<String, Integer> found =
        finished.prefixScan(evaluation + "/", new StringSerializer())) {
      found.forEachRemaining(part -> parts.add(part.value));
    }
    return !parts.isEmpty() && parts.size() >= parts.getFirst();
  }

  private static boolean ended(Progress progress) {
    return switch (progress.getState()) {
      case COMPLETE, FAILED, CANCELLED, INCOMPLETE -> true;
      case UNKNOWN, WAITING, RUNNING -> false;
    };
  }

  private static <V> List<V> values(KeyValueStore<String, V> store) {
    var values = new ArrayList<V>();
    try (KeyValueIterator<String, V> all = store.all()) {
      all.forEachRemaining(entry -> values.add(entry.value));
    }
    return values;
  }

  private static String queueName(String arm, String benchmark) {
    return arm + "/" + benchmark;
  }

  private static void log(String event, Evaluation evaluation) {
    LOG.info(
        "{} arm={} benchmark={} model={} id={}",
        event,
        evaluation.getArm(),
        evaluation.getBenchmark(),
        evaluation.getModelVersion(),
        evaluation.getId());
  }
}
