package io.viralstream.datasets;

import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// MMStar's questions, in Parquet or JSON Lines: index, question with its options, answer,
/// category, l2_category, and the picture.
final class MmStarQuestions {
  private MmStarQuestions() {}

  static RecordSource<BenchmarkQuestion> open(List<Path> files) throws IOException, RecordFault {
    var parts = new ArrayList<FileRecords.Part<BenchmarkQuestion>>();
    for (Path file : files) {
      Row first = RowFiles.first(file);
      if (!first.hasAll("index", "question", "answer", "category", "l2_category"))
        throw new FileFault(
            first.place()
                + ": expected MMStar's fields index, question, answer, category and l2_category");
      parts.add(FileRecords.Part.of(file, MmStarQuestions::read));
    }
    return new FileRecords<>(parts);
  }

  private static BenchmarkQuestion read(Row row) throws RecordFault {
    Optional<Row> source = row.inner("meta_info");
    Optional<String> named =
        source.isPresent() ? source.get().optional("image_path") : Optional.empty();
    return new BenchmarkQuestion(
        row.filled("category"),
        row.filled("index"),
        row.filled("question"),
        letter(row),
        List.of(),
        List.of(axis(row.filled("l2_category"))),
        EmbeddedPicture.of(row, named));
  }

  static ItemGroup axis(String name) {
    return new ItemGroup(GroupKind.AXIS, name, 0);
  }

  static String letter(Row row) throws RecordFault {
    String letter = row.filled("answer").strip();
    if (letter.matches("[A-Z]")) return letter;
    throw row.fault("answer: " + Row.shown(letter) + ", expected the letter of an option");
  }
}
