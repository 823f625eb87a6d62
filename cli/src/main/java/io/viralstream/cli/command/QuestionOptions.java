package io.viralstream.cli.command;

import io.viralstream.datasets.QuestionInput;
import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.scoring.parse.MmvpTruth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What stands beside a benchmark's questions: files of labels, synonyms, the version of a truth.
final class QuestionOptions {
  @Option(
      names = "--labels",
      paramLabel = "[SPLIT=]FILE",
      description = {
        "File of labels beside the questions, with the split that it is, such as random=FILE; may be",
        "given several times."
      })
  private List<String> labels = List.of();

  @Option(
      names = "--synonyms",
      paramLabel = "FILE",
      description = "CHAIR's words for objects, one line for each object.")
  private Optional<Path> synonyms = Optional.empty();

  @Option(
      names = "--truth",
      paramLabel = "VERSION",
      description = "MMVP's truth: original or fixed (default: original).")
  private MmvpTruth truth = MmvpTruth.ORIGINAL;

  /// @param questions files or folders
  QuestionInput input(List<Path> questions) {
    return new QuestionInput(
        questions, labels.stream().map(LabelFile::of).toList(), synonyms, truth);
  }
}
