package io.viralstream.cli.page;

import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All that a report shows.
///
/// @param benchmark `name@version`
/// @param results of each version, in the order of the versions
/// @param comparisons the first less the second, item by item
/// @param efficiency the benchmark's headline by step, where arms have it
/// @param analyses of the benchmark's pictures, and of generated scenes where they were asked for
/// @param differences the questions that both answered otherwise; empty for a single version
/// @param commands that repeat it
record ReportContent(
    String benchmark,
    List<EvaluationResult> results,
    List<ArmComparison> comparisons,
    Optional<EfficiencyCurve> efficiency,
    List<Analysed> analyses,
    Optional<AnswerDifferences> differences,
    List<String> commands) {

  /// An analysis and the folder that it was written to.
  record Analysed(String data, String settings, AnalysisSummary summary, Path folder) {}

  List<String> versions() {
    return results.stream().map(EvaluationResult::model).toList();
  }
}
