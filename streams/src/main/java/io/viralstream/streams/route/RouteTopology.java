package io.viralstream.streams.route;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsSettings;
import io.viralstream.streams.flow.BenchmarkItemStore;
import io.viralstream.streams.flow.TopologyBuilder;
import java.util.Optional;
import org.apache.kafka.streams.Topology;

/// Step 2 of the journey: what is trained on, what is asked, what is evaluated.
///
/// ```
/// 2a  samples ───────────────────────────► split ──► admitted, train-tasks
/// 2b  benchmark-items ─► hold-items ─┐
///     evaluations ─────────────────► expand ───────► infer-tasks
/// 2c  checkpoints, benchmarks, progress ─► watch ──► evaluations
/// ```
public final class RouteTopology {
  private static final String SPLIT = "split";
  private static final String HOLD_ITEMS = "hold-items";
  private static final String EXPAND = "expand";
  private static final String WATCH_CHECKPOINTS = "watch-checkpoints";
  private static final String WATCH_BENCHMARKS = "watch-benchmarks";
  private static final String WATCH_PROGRESS = "watch-progress";

  private RouteTopology() {}

  public static Topology of(TopicSerdes serdes, StreamsSettings settings) {
    var builder = new TopologyBuilder(serdes);
    split(builder, settings);
    expand(builder, settings);
    watch(builder);
    return builder.topology();
  }

  /// 2a. Leakage is not decided yet: nothing is withheld.
  private static void split(TopologyBuilder builder, StreamsSettings settings) {
    var split = new Split(sample -> Optional.empty());
    builder.step(SPLIT, Topics.SAMPLES, () -> new SplitStep(split, settings.silence()));
    SplitStep.addStores(builder, SPLIT);
    builder.sink(Topics.ADMITTED, SPLIT).sink(Topics.TRAIN_TASKS, SPLIT);
  }

  /// 2b. Items and evaluations meet partition by partition: each expands the items it holds.
  private static void expand(TopologyBuilder builder, StreamsSettings settings) {
    builder
        .step(HOLD_ITEMS, Topics.BENCHMARK_ITEMS, ItemStep::new)
        .step(
            EXPAND,
            Topics.EVALUATIONS,
            () -> new EvaluationStep(settings.turn(), settings.chunk()));
    BenchmarkItemStore.addStores(builder, HOLD_ITEMS, EXPAND);
    EvaluationStep.addStores(builder, EXPAND);
    builder.sink(Topics.INFER_TASKS, EXPAND);
  }

  /// 2c. All three topics have one partition, so one task sees everything in its order.
  private static void watch(TopologyBuilder builder) {
    builder
        .step(WATCH_CHECKPOINTS, Topics.CHECKPOINTS, () -> new WatchStep<>(Watch::published))
        .step(WATCH_BENCHMARKS, Topics.BENCHMARKS, () -> new WatchStep<>(Watch::sealed))
        .step(WATCH_PROGRESS, Topics.PROGRESS, () -> new WatchStep<>(Watch::progressed));
    Watch.addStores(builder, WATCH_CHECKPOINTS, WATCH_BENCHMARKS, WATCH_PROGRESS);
    builder.sinkEverywhere(Topics.EVALUATIONS, WATCH_CHECKPOINTS, WATCH_BENCHMARKS, WATCH_PROGRESS);
  }
}
