package io.viralstream.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The samples that lmms-eval writes with `--log_samples`: doc_id, input, target, resps,
/// filtered_resps, and an object for each of its measures.
///
/// The benchmark's own id and category stand in the objects of the measures. What the model said is
/// `resps`; where that is left out, it is equal to `filtered_resps`.
final class LmmsAnswers {
  private final BenchmarkRule rule;

  private LmmsAnswers(BenchmarkRule rule) {
    this.rule = rule;
  }

  static boolean is(Row row) {
    return row.hasAll("doc_id", "filtered_resps");
  }

  static RecordSource<RecordedAnswer> open(BenchmarkRule rule, Path file) throws IOException {
    return FileRecords.of(file, new LmmsAnswers(rule)::read);
  }

  private RecordedAnswer read(Row row) throws RecordFault {
    Optional<String> own = measured(row, "question_id");
    boolean ofPicture = rule == BenchmarkRule.MME;
    if (ofPicture && own.isEmpty())
      throw row.fault("question_id: missing in all measures, expected subtask/picture");
    Optional<String> category =
        ofPicture
            ? Optional.of(LlavaAnswers.subtask(row, "question_id", own.orElseThrow()))
            : measured(row, "category");
    Optional<String> id =
        ofPicture
            ? Optional.empty()
            : Optional.of(own.isPresent() ? own.get() : row.filled("doc_id"));
    Optional<String> question = question(row);
    return new RecordedAnswer(
        category,
        id,
        ofPicture ? own : Optional.empty(),
        question,
        answer(row),
        asked(row, category, id.or(() -> own), question));
  }

  /// A field of a measure's object, or of the question as lmms-eval has it.
  private static Optional<String> measured(Row row, String field) throws RecordFault {
    for (Row measure : row.inner()) if (measure.has(field)) return measure.optional(field);
    return Optional.empty();
  }

  /// Under other rules lmms-eval's words around a question are its own.
  private Optional<String> question(Row row) throws RecordFault {
    return switch (rule) {
      case GENERIC, POPE, MME -> row.optional("input");
      case MMVP, CV_BENCH, WHATS_UP, MMSTAR, CHAIR, HALLUSION_BENCH -> Optional.empty();
    };
  }

  private static String answer(Row row) throws RecordFault {
    JsonNode said =
        row.has("resps") ? row.fields().get("resps") : row.fields().get("filtered_resps");
    JsonNode first = said;
    while (first.isArray() && first.size() == 1) first = first.get(0);
    if (first.isTextual()) return first.asText();
    throw row.fault("resps: " + Row.shown(said.toString()) + ", expected one answer");
  }

  private Optional<BenchmarkQuestion> asked(
      Row row, Optional<String> category, Optional<String> id, Optional<String> question)
      throws RecordFault {
    if (question.isEmpty() || id.isEmpty() || !row.has("target")) return Optional.empty();
    return switch (rule) {
      case GENERIC ->
          Optional.of(
              question(
                  category.orElse(OwnQuestions.WHOLE), id.get(), question.get(), row, List.of()));
      case POPE ->
          category.isEmpty()
              ? Optional.empty()
              : Optional.of(question(category.get(), id.get(), question.get(), row, List.of()));
      case MME ->
          Optional.of(
              question(
                  category.orElseThrow(),
                  id.get(),
                  question.get(),
                  row,
                  List.of(MmeFiles.group(id.get()))));
      case MMVP, CV_BENCH, WHATS_UP, MMSTAR, CHAIR, HALLUSION_BENCH -> Optional.empty();
    };
  }

  private BenchmarkQuestion question(
      String category, String id, String question, Row row, List<ItemGroup> groups)
      throws RecordFault {
    return new BenchmarkQuestion(
        category,
        id,
        question,
        row.text("target"),
        List.of(),
        groups,
        rule == BenchmarkRule.MME ? Optional.of(Picture.named(id)) : Optional.empty());
  }
}
