package io.viralstream.datasets;

import io.viralstream.datasets.HallusionBenchFiles.Address;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The result tables of VLMEvalKit: index, question, answer, category, l2_category, prediction, and
/// for a multiple choice the options under A, B and so on.
///
/// HallusionBench's index ends with its set, figure and question: `…_VD_illusion_0_1_0`.
final class VlmEvalKitAnswers {
  private static final int ADDRESS = 3;

  private final BenchmarkRule rule;
  private final NotedKeys sizes = new NotedKeys();

  private VlmEvalKitAnswers(BenchmarkRule rule) {
    this.rule = rule;
  }

  static boolean is(Row row) {
    return row.has("index") && row.has("question") && row.has("answer") && !row.has("doc_id");
  }

  static RecordSource<RecordedAnswer> open(BenchmarkRule rule, Path file) throws IOException {
    var answers = new VlmEvalKitAnswers(rule);
    if (rule == BenchmarkRule.HALLUSION_BENCH) answers.count(file);
    return FileRecords.of(file, answers::read);
  }

  private void count(Path file) throws IOException {
    try (RecordSource<Row> rows = RowFiles.open(file)) {
      boolean more = true;
      while (more) more = count(rows);
    }
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

  /// An empty cell is an empty answer.
  private RecordedAnswer read(Row row) throws RecordFault {
    Optional<BenchmarkQuestion> asked = asked(row);
    return new RecordedAnswer(
        row.optional("category"),
        Optional.of(id(row)),
        row.optional("image_path"),
        options(row).isEmpty() ? row.optional("question") : Optional.empty(),
        row.optional("prediction").orElse(""),
        asked);
  }

  private String id(Row row) throws RecordFault {
    return rule == BenchmarkRule.HALLUSION_BENCH ? address(row).id() : row.filled("index");
  }

  private Optional<BenchmarkQuestion> asked(Row row) throws RecordFault {
    return switch (rule) {
      case GENERIC -> Optional.of(question(row, row.text("answer"), List.of()));
      case POPE -> Optional.of(question(row, row.yesOrNo("answer"), List.of()));
      case MMSTAR ->
          Optional.of(
              question(
                  row,
                  MmStarQuestions.letter(row),
                  List.of(MmStarQuestions.axis(row.filled("l2_category")))));
      case HALLUSION_BENCH ->
          Optional.of(
              question(
                  row,
                  row.yesOrNo("answer"),
                  List.of(address(row).figure(sizes), address(row).question(sizes))));
      case MME ->
          row.has("image_path")
              ? Optional.of(
                  question(
                      row,
                      row.yesOrNo("answer"),
                      List.of(MmeFiles.group(row.filled("image_path")))))
              : Optional.empty();
      case MMVP, CV_BENCH, WHATS_UP, CHAIR -> Optional.empty();
    };
  }

  private BenchmarkQuestion question(Row row, String truth, List<ItemGroup> groups)
      throws RecordFault {
    var text = new StringBuilder(row.filled("question"));
    List<String> options = options(row);
    for (int at = 0; at < options.size(); at++)
      text.append('\n').append((char) ('A' + at)).append(". ").append(options.get(at));
    return new BenchmarkQuestion(
        row.optional("category").orElse(OwnQuestions.WHOLE),
        id(row),
        text.toString(),
        truth,
        List.of(),
        groups,
        row.optional("image_path").map(BenchmarkQuestion.Picture::named));
  }

  private static List<String> options(Row row) throws RecordFault {
    var options = new ArrayList<String>();
    for (char letter = 'A'; row.has(Character.toString(letter)) && letter < 'Z'; letter++)
      options.add(row.text(Character.toString(letter)));
    return options;
  }

  private static Address address(Row row) throws RecordFault {
    String index = row.filled("index");
    List<String> parts = List.of(index.split("_"));
    int at = parts.size() - ADDRESS;
    Optional<String> finer = row.first("l2-category", "l2_category");
    if (at < 1 || finer.isEmpty())
      throw row.fault(
          "index: "
              + Row.shown(index)
              + ", expected it to end with _set_figure_question, and a column l2-category");
    return new Address(
        row.filled("category") + "_" + finer.get(),
        parts.get(at),
        parts.get(at + 1),
        parts.get(at + 2));
  }
}
