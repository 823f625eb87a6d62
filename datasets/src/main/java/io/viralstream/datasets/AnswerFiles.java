package io.viralstream.datasets;

import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens the answers that a model gave elsewhere, in the form in which programs write them.
///
/// The form is told by the fields of the first record: LLaVA's (question_id, prompt, text),
/// lmms-eval's samples (filtered_resps), VLMEvalKit's workbooks (index, prediction), MME's folder
/// of tables with answers, MMVP's and HallusionBench's own, CHAIR's captions. Any other form is
/// read by the two fields that a person names.
public final class AnswerFiles {
  private AnswerFiles() {}

  /// At most 1,000,000 answers.
  ///
  /// @param answers a file, or MME's folder
  /// @throws FileFault where the file is of no known form and its fields are not said, or where its
  ///   form cannot be matched with questions
  public static RecordSource<RecordedAnswer> open(
      BenchmarkRule rule, Path answers, AnswerFields fields) throws IOException {
    if (Files.isDirectory(answers)) {
      if (rule == BenchmarkRule.MME) return MmeFiles.answers(answers);
      throw new FileFault(answers + ": is a folder, expected a file (only mme has a folder)");
    }
    try {
      return open(rule, answers, fields, RowFiles.first(answers));
    } catch (RecordFault first) {
      throw new FileFault(first.place() + ": " + first.reason(), first);
    }
  }

  private static RecordSource<RecordedAnswer> open(
      BenchmarkRule rule, Path file, AnswerFields fields, Row first) throws IOException {
    if (fields.id().isPresent() || fields.answer().isPresent()) return named(file, fields, first);
    if (LmmsAnswers.is(first)) return LmmsAnswers.open(rule, file);
    if (VlmEvalKitAnswers.is(first)) return VlmEvalKitAnswers.open(rule, file);
    if (rule == BenchmarkRule.MMVP && MmvpFiles.isAnswer(first))
      return MmvpFiles.answers(file, fields.truth());
    if (rule == BenchmarkRule.CHAIR && ChairFiles.isAnswer(first)) return ChairFiles.answers(file);
    boolean answered = HallusionBenchFiles.is(first) && first.fields().has("model_prediction");
    if (rule == BenchmarkRule.HALLUSION_BENCH && answered) return HallusionBenchFiles.answers(file);
    if (LlavaAnswers.is(first)) return LlavaAnswers.open(rule, file);
    throw unknown(rule, file, first);
  }

  private static RecordSource<RecordedAnswer> named(Path file, AnswerFields fields, Row first)
      throws IOException {
    String id = fields.id().orElseThrow(() -> missing("--id-field", first));
    String answer = fields.answer().orElseThrow(() -> missing("--answer-field", first));
    for (String field : new String[] {id, answer})
      if (!first.fields().has(field))
        throw new FileFault(
            first.place()
                + ": "
                + field
                + ": missing, expected one of the fields "
                + String.join(", ", first.names()));
    return FileRecords.of(file, row -> named(row, id, answer));
  }

  private static FileFault missing(String option, Row first) {
    return new FileFault(
        first.place()
            + ": --id-field and --answer-field go together, expected "
            + option
            + " with one of the fields "
            + String.join(", ", first.names()));
  }

  private static RecordedAnswer named(Row row, String id, String answer) throws RecordFault {
    return new RecordedAnswer(
        unless(row, "category", id, answer),
        Optional.of(row.filled(id)),
        unless(row, "image", id, answer),
        unless(row, "question", id, answer),
        row.text(answer),
        Optional.empty());
  }

  /// A field of a usual name, where it is not one of the two that were named.
  private static Optional<String> unless(Row row, String field, String id, String answer)
      throws RecordFault {
    return field.equals(id) || field.equals(answer) ? Optional.empty() : row.optional(field);
  }

  private static FileFault unknown(BenchmarkRule rule, Path file, Row first) {
    String name = RowFiles.name(file);
    boolean unmatched = rule == BenchmarkRule.POPE && first.hasAll("question", "answer");
    if (unmatched)
      return new FileFault(
          name
              + ": these are POPE's own answers, which name neither a picture nor an id: they"
              + " cannot be matched with questions. Expected LLaVA's, lmms-eval's or VLMEvalKit's"
              + " answers, or fields named by --id-field and --answer-field");
    return new FileFault(
        name
            + ": fields "
            + String.join(", ", first.names())
            + " are of no known form of answers, expected --id-field and --answer-field");
  }
}
