package io.viralstream.gateway.operations;

import io.viralstream.gateway.arms.Arms.ArmView;
import io.viralstream.gateway.evaluations.EvaluationView;
import io.viralstream.gateway.operations.HostStatus.ProcessView;
import io.viralstream.gateway.operations.Probe.ComponentView;
import io.viralstream.gateway.operations.Stages.StageView;
import io.viralstream.metrics.read.LearningReader.LearningFreshness;
import io.viralstream.metrics.read.OverviewReader.RowCounts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The whole system on one screen.
///
/// @param processes empty where nobody looks after any beside this gateway
/// @param stages empty while Kafka is away
/// @param learning of the samples of the last hour; empty while ClickHouse is away
/// @param deadLetters by `step/category`
/// @param rows null while ClickHouse is away
record StatusView(
    List<ComponentView> components,
    List<ProcessView> processes,
    List<StageView> stages,
    List<ArmView> arms,
    List<LearningFreshness> learning,
    List<EvaluationView> evaluations,
    Map<String, Long> deadLetters,
    @Nullable RowCounts rows) {}
