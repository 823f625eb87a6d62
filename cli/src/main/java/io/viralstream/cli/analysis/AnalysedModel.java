package io.viralstream.cli.analysis;

import io.viralstream.models.analyse.AnalysisTeacher;
import io.viralstream.models.generate.LoadedModel;
import java.util.Optional;

/// A model that is looked at, and who it is.
///
/// @param name a version, or the name of its folder
/// @param sha256 of its files, with its adapter where it has one
/// @param teacher E, where its alignment with one is measured
public record AnalysedModel(
    String name, String sha256, LoadedModel loaded, Optional<AnalysisTeacher> teacher)
    implements AutoCloseable {
  @Override
  public void close() {
    teacher.ifPresent(AnalysisTeacher::close);
    loaded.close();
  }
}
