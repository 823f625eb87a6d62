package io.viralstream.datasets;

import io.viralstream.scoring.parse.MmvpTruth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files that a benchmark's questions are in, as a person names them.
///
/// @param files question files, or folders of them; none where label files alone hold the questions
/// @param labels files whose part of the benchmark has to be said, and those of the truth: POPE's
///   label files, What's Up's of COCO and Visual Genome, CHAIR's annotations of COCO
/// @param synonyms CHAIR's table, and only CHAIR's
/// @param truth which truth MMVP's questions get
public record QuestionInput(
    List<Path> files, List<LabelFile> labels, Optional<Path> synonyms, MmvpTruth truth) {

  /// A file and the part of the benchmark that it is, where it was said.
  ///
  /// @param split such as `random`
  public record LabelFile(Optional<String> split, Path file) {
    /// As the command line has it: `random=coco_random.json`, or the file alone.
    public static LabelFile of(String text) {
      int sign = text.indexOf('=');
      return sign < 0
          ? new LabelFile(Optional.empty(), Path.of(text))
          : new LabelFile(Optional.of(text.substring(0, sign)), Path.of(text.substring(sign + 1)));
    }
  }

  public QuestionInput {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
  }

  /// One file without anything else.
  public static QuestionInput of(Path file) {
    return new QuestionInput(List.of(file), List.of(), Optional.empty(), MmvpTruth.ORIGINAL);
  }
}
