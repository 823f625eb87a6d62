package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysedModel;
import io.viralstream.cli.analysis.AnalysisPlan.Subject;
import java.util.List;

/// The models of one analysis, the first of them and perhaps one beside it.
///
/// @param teacherKey the hash of E's directory, or the empty string
record AnalysedModels(List<AnalysedModel> all, String teacherKey) implements AutoCloseable {
  AnalysedModels {
    all = List.copyOf(all);
  }

  AnalysedModel first() {
    return all.getFirst();
  }

  List<Subject> subjects() {
    return all.stream().map(each -> new Subject(each.name(), each.sha256())).toList();
  }

  @Override
  public void close() {
    all.forEach(AnalysedModel::close);
  }
}
