package io.viralstream.datasets;

import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// CV-Bench's questions, in Parquet or JSON Lines: idx, task, source, question, choices, answer,
/// prompt, filename, and in Parquet the picture itself.
///
/// A model is asked the `prompt`, which is the question with its choices.
final class CvBenchQuestions {
  private static final Set<String> SOURCES = Set.of("ADE20K", "COCO", "Omni3D");

  private CvBenchQuestions() {}

  static RecordSource<BenchmarkQuestion> open(List<Path> files) throws IOException, RecordFault {
    var parts = new ArrayList<FileRecords.Part<BenchmarkQuestion>>();
    for (Path file : files) {
      Row first = RowFiles.first(file);
      if (!first.hasAll("idx", "task", "source", "choices", "answer", "prompt"))
        throw new FileFault(
            first.place()
                + ": expected CV-Bench's fields idx, task, source, choices, answer and prompt");
      parts.add(FileRecords.Part.of(file, CvBenchQuestions::read));
    }
    return new FileRecords<>(parts);
  }

  private static BenchmarkQuestion read(Row row) throws RecordFault {
    List<String> choices = row.texts("choices");
    return new BenchmarkQuestion(
        row.filled("task"),
        row.filled("idx"),
        row.filled("prompt"),
        truth(row, choices.size()),
        choices,
        List.of(new ItemGroup(GroupKind.SOURCE, source(row), 0)),
        EmbeddedPicture.of(row, row.optional("filename")));
  }

  private static String source(Row row) throws RecordFault {
    String source = row.filled("source");
    if (SOURCES.contains(source)) return source;
    throw row.fault("source: " + Row.shown(source) + ", expected ADE20K, COCO or Omni3D");
  }

  private static String truth(Row row, int choices) throws RecordFault {
    String truth = row.filled("answer").strip();
    boolean letter = truth.matches("\\([A-Z]\\)") && truth.charAt(1) - 'A' < choices;
    if (letter) return truth;
    throw row.fault(
        "answer: "
            + Row.shown(truth)
            + ", expected the letter of one of "
            + choices
            + " choices, such as (A)");
  }
}
