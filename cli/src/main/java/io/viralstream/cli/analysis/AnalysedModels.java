package io.viralstream.cli.analysis;

import io.viralstream.cli.analysis.AnalysisPlan.Subject;
import io.viralstream.models.analyse.AnalysisTeacher;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The models of one analysis, the first of them and perhaps one beside it.
///
/// @param teacherKey the hash of E's directory, or the empty string
public record AnalysedModels(List<AnalysedModel> all, String teacherKey) implements AutoCloseable {
  public AnalysedModels {
    all = List.copyOf(all);
  }

  /// A directory, what it is called, and an adapter beside it.
  public record Named(Path directory, String name, Optional<Path> adapter) {}

  /// Opens them, each with the teacher: with one, pictures are padded to squares for all.
  ///
  /// @param teacher the directory of E; where it is left out, the first model's own if it has one
  /// @throws CheckpointRejected naming file and part
  public static AnalysedModels open(
      ModelOpener opener, List<Named> named, Optional<Path> teacher, PromptStyle style)
      throws IOException {
    Optional<Path> taught = teacher.or(() -> own(named.getFirst().directory()));
    List<AnalysedModel> opened = new ArrayList<>();
    try {
      for (Named each : named) opened.add(open(opener, each, taught, style));
      return new AnalysedModels(opened, taught.isPresent() ? hash(taught.get()) : "");
    } catch (IOException | RuntimeException refused) {
      opened.forEach(AnalysedModel::close);
      throw refused;
    }
  }

  private static Optional<Path> own(Path directory) {
    return AnalysisTeacher.isIn(directory) ? Optional.of(directory) : Optional.empty();
  }

  private static AnalysedModel open(
      ModelOpener opener, Named named, Optional<Path> taught, PromptStyle style)
      throws IOException {
    ServingOptions.Pictures pictures =
        taught.isPresent() ? ServingOptions.Pictures.PAD : ServingOptions.Pictures.CHECKPOINT;
    LoadedModel loaded =
        opener.open(named.directory(), new ServingOptions(style, pictures, named.adapter()));
    try {
      if (!loaded.model().takesPictures())
        throw new CheckpointRejected(
            named.name() + ": takes no picture, it is a language model alone");
      Optional<AnalysisTeacher> beside = Optional.empty();
      if (taught.isPresent())
        beside =
            Optional.of(
                AnalysisTeacher.open(
                    loaded.torch(), taught.get(), loaded.model().encoder().view()));
      return new AnalysedModel(named.name(), key(named, style), loaded, beside);
    } catch (IOException | RuntimeException refused) {
      loaded.close();
      throw refused;
    }
  }

  /// By what equal models that are asked alike are known.
  private static String key(Named named, PromptStyle style) throws IOException {
    String model = hash(named.directory());
    if (named.adapter().isEmpty() && style == PromptStyle.TEMPLATE) return model;
    List<String> parts = new ArrayList<>(List.of(model, style.name()));
    if (named.adapter().isPresent()) parts.add(hash(named.adapter().get()));
    return ContentId.of("asked model", parts);
  }

  private static String hash(Path directory) throws IOException {
    return DirectoryHash.of(directory);
  }

  public AnalysedModel first() {
    return all.getFirst();
  }

  public List<Subject> subjects() {
    return all.stream().map(each -> new Subject(each.name(), each.sha256())).toList();
  }

  @Override
  public void close() {
    all.forEach(AnalysedModel::close);
  }
}
