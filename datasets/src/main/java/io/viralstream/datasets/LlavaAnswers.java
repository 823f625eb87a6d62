package io.viralstream.datasets;

import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// LLaVA's answers: `{"question_id", "prompt", "text"}`.
///
/// The id is that of LLaVA's own question file. MME's is no id but subtask and picture,
/// `OCR/0001.jpg`, which two questions share.
final class LlavaAnswers {
  private LlavaAnswers() {}

  static boolean is(Row row) {
    return row.hasAll("question_id", "prompt") && row.fields().has("text");
  }

  static RecordSource<RecordedAnswer> open(BenchmarkRule rule, Path file) throws IOException {
    return FileRecords.of(
        file, row -> rule == BenchmarkRule.MME ? ofPicture(row) : ofQuestion(row));
  }

  private static RecordedAnswer ofQuestion(Row row) throws RecordFault {
    return new RecordedAnswer(
        row.optional("category"),
        Optional.of(row.filled("question_id")),
        row.optional("image"),
        Optional.of(row.filled("prompt")),
        row.text("text"),
        Optional.empty());
  }

  private static RecordedAnswer ofPicture(Row row) throws RecordFault {
    String picture = row.filled("question_id");
    return new RecordedAnswer(
        Optional.of(subtask(row, "question_id", picture)),
        Optional.empty(),
        Optional.of(picture),
        Optional.of(row.filled("prompt")),
        row.text("text"),
        Optional.empty());
  }

  /// What stands before the slash.
  static String subtask(Row row, String field, String picture) throws RecordFault {
    int slash = picture.indexOf('/');
    if (slash > 0 && slash < picture.length() - 1) return picture.substring(0, slash);
    throw row.fault(field + ": " + Row.shown(picture) + ", expected subtask/picture");
  }
}
