package io.viralstream.cli.demo;

import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.LossReader.LossEnds;
import io.viralstream.metrics.read.OverviewReader.RowCounts;

/// What a demo came to, all of it read from ClickHouse but the last two.
///
/// @param before the version that the arm started from
/// @param during a version about the middle of the stream
/// @param after the version that covers the stream's end
/// @param eventsPerSecond samples and scores together, from the first sample sent to the last
///   evaluation's end
public record DemoFigures(
    EvaluationResult before,
    EvaluationResult during,
    EvaluationResult after,
    LossEnds losses,
    RowCounts rows,
    double eventsPerSecond) {}
