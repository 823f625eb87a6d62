package io.viralstream.cli.demo;

import io.viralstream.cli.demo.DemoRun.Evaluated;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.LossReader;
import io.viralstream.metrics.read.OverviewReader;
import io.viralstream.metrics.read.OverviewReader.RowCounts;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsReader;
import java.time.Duration;

/// Reads a demo's figures from ClickHouse.
final class DemoReader {
  private DemoReader() {}

  /// @param clickhouse address of the database
  static DemoFigures read(String clickhouse, Evaluated evaluated) {
    try (var store = new ClickHouse(ClickHouseUrl.parse(clickhouse))) {
      RowCounts rows = new OverviewReader(store).rowCounts();
      var time = Duration.between(evaluated.begun(), evaluated.ended());
      return new DemoFigures(
          result(store, evaluated.before()),
          result(store, evaluated.during()),
          result(store, evaluated.after()),
          new LossReader(store)
              .ends(DemoRun.ARM)
              .orElseThrow(() -> new IllegalStateException("no training step is stored")),
          rows,
          (rows.samples() + rows.scores()) * 1000.0 / Math.max(1, time.toMillis()));
    }
  }

  private static EvaluationResult result(ClickHouse store, String evaluation) {
    return new ResultsReader(store)
        .results(ResultsFilter.evaluation(evaluation)).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no score of " + evaluation));
  }
}
