package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// HallusionBench.json: a set of figures, and questions about each; and the same file with a
/// model's answers as `model_prediction`.
///
/// All questions of a figure count together, and so do all of one question about a set's figures.
/// How many those are is counted in a pass before.
final class HallusionBenchFiles {
  private static final String YES = "1";
  private static final String NO = "0";

  private final NotedKeys sizes = new NotedKeys();

  /// Where a question stands.
  ///
  /// @param part category and subcategory: `VD_illusion`
  record Address(String part, String set, String figure, String question) {
    private static final String BETWEEN = "_";

    /// The id of the whole.
    String id() {
      return String.join(BETWEEN, part, set, figure, question);
    }

    ItemGroup figure(NotedKeys sizes) {
      return group(GroupKind.FIGURE, String.join(BETWEEN, part, set, figure), sizes);
    }

    ItemGroup question(NotedKeys sizes) {
      return group(GroupKind.QUESTION, String.join(BETWEEN, part, set, question), sizes);
    }

    void count(NotedKeys sizes) {
      sizes.count(GroupKind.FIGURE.name(), String.join(BETWEEN, part, set, figure));
      sizes.count(GroupKind.QUESTION.name(), String.join(BETWEEN, part, set, question));
    }

    private static ItemGroup group(GroupKind kind, String id, NotedKeys sizes) {
      return new ItemGroup(kind, id, (int) sizes.find(kind.name(), id).orElse(0));
    }
  }

  private HallusionBenchFiles() {}

  static boolean is(Row row) {
    return row.hasAll("category", "subcategory", "set_id", "figure_id", "question_id", "gt_answer");
  }

  static RecordSource<BenchmarkQuestion> questions(Path file) throws IOException, RecordFault {
    Row first = RowFiles.first(file);
    if (!is(first))
      throw new FileFault(
          first.place()
              + ": expected HallusionBench's fields category, subcategory, set_id,"
              + " figure_id, question_id, question and gt_answer");
    return new WholeGroups(FileRecords.of(file, counted(file)::read));
  }

  static RecordSource<RecordedAnswer> answers(Path file) throws IOException {
    return FileRecords.of(file, counted(file)::answer);
  }

  private static HallusionBenchFiles counted(Path file) throws IOException {
    var questions = new HallusionBenchFiles();
    try (RecordSource<Row> rows = RowFiles.open(file)) {
      boolean more = true;
      while (more) more = questions.count(rows);
    }
    return questions;
  }

  /// A row that cannot be read is named in the pass that gives it.
  private boolean count(RecordSource<Row> rows) throws IOException {
    try {
      Optional<RecordSource.Placed<Row>> row = rows.next();
      if (row.isEmpty()) return false;
      address(row.get().record()).count(sizes);
      return true;
    } catch (RecordFault named) {
      return true;
    }
  }

  private static Address address(Row row) throws RecordFault {
    return new Address(
        row.filled("category") + "_" + row.filled("subcategory"),
        row.filled("set_id"),
        row.filled("figure_id"),
        row.filled("question_id"));
  }

  private BenchmarkQuestion read(Row row) throws RecordFault {
    Address address = address(row);
    return new BenchmarkQuestion(
        row.filled("category"),
        address.id(),
        row.filled("question"),
        truth(row),
        List.of(),
        List.of(address.figure(sizes), address.question(sizes)),
        picture(row));
  }

  private static String truth(Row row) throws RecordFault {
    String truth = row.filled("gt_answer");
    if (truth.equals(YES)) return "yes";
    if (truth.equals(NO)) return "no";
    throw row.fault("gt_answer: " + Row.shown(truth) + ", expected 0 or 1");
  }

  private static Optional<Picture> picture(Row row) throws RecordFault {
    Optional<String> name = row.optional("filename");
    return name.map(text -> text.startsWith("./") ? text.substring(2) : text).map(Picture::named);
  }

  private RecordedAnswer answer(Row row) throws RecordFault {
    BenchmarkQuestion asked = read(row);
    return new RecordedAnswer(
        Optional.of(asked.category()),
        Optional.of(asked.sourceId()),
        asked.picture().map(Picture::name),
        Optional.of(asked.question()),
        row.text("model_prediction"),
        Optional.of(asked));
  }
}
