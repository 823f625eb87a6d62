package io.viralstream.datasets;

import io.viralstream.datasets.BenchmarkQuestion.Picture;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// MMVP's table of questions (Index, Question, Options, Correct Answer), and the answers that its
/// own evaluation writes, which have the truth beside them.
///
/// A model is asked the question and its options in one line: "Is the door open? (a) Open (b)
/// Closed".
final class MmvpFiles {
  private static final int PAIR = 2;
  private static final Pattern OPTION = Pattern.compile("\\(([a-z])\\)");

  private final MmvpTruth truth;
  private String before = "";

  private MmvpFiles(MmvpTruth truth) {
    this.truth = truth;
  }

  static RecordSource<BenchmarkQuestion> questions(Path file, MmvpTruth truth)
      throws IOException, RecordFault {
    Row first = RowFiles.first(file);
    if (!first.hasAll("Question", "Options", "Correct Answer"))
      throw new FileFault(
          first.place() + ": expected the columns Index, Question, Options and Correct Answer");
    return new WholeGroups(FileRecords.of(file, new MmvpFiles(truth)::row));
  }

  static boolean isAnswer(Row row) {
    return row.hasAll("question_id", "prompt", "answer", "response");
  }

  static RecordSource<RecordedAnswer> answers(Path file, MmvpTruth truth) throws IOException {
    return FileRecords.of(file, row -> answer(row, truth));
  }

  /// Some copies of the file call the first column "lndex".
  private BenchmarkQuestion row(Row row) throws RecordFault {
    String column = row.has("Index") ? "Index" : "lndex";
    int index = index(row, column);
    String question = row.filled("Question").strip();
    if (index % 2 == 0) {
      Optional<String> fault = MmvpTruth.unpaired(index - 1, before, question);
      if (fault.isPresent()) throw row.fault(fault.get());
    }
    before = question;
    return question(
        index,
        question + " " + row.filled("Options").strip(),
        options(row, row.text("Options")),
        truth.of(index, row.filled("Correct Answer").strip()));
  }

  private static int index(Row row, String field) throws RecordFault {
    String text = row.filled(field).strip();
    if (!text.matches("[1-9][0-9]{0,5}"))
      throw row.fault(field + ": " + Row.shown(text) + ", expected a number from 1");
    return Integer.parseInt(text);
  }

  private static BenchmarkQuestion question(
      int index, String text, List<String> options, String truth) {
    return new BenchmarkQuestion(
        OwnQuestions.WHOLE,
        Integer.toString(index),
        text,
        truth,
        options,
        List.of(new ItemGroup(GroupKind.PAIR, Integer.toString(MmvpTruth.pair(index)), PAIR)),
        Optional.of(Picture.named(index + ".jpg")));
  }

  private static RecordedAnswer answer(Row row, MmvpTruth truth) throws RecordFault {
    int index = index(row, "question_id");
    String prompt = row.filled("prompt");
    BenchmarkQuestion asked =
        question(
            index, prompt, options(row, prompt), truth.of(index, row.filled("answer").strip()));
    return new RecordedAnswer(
        Optional.of(asked.category()),
        Optional.of(asked.sourceId()),
        asked.picture().map(Picture::name),
        Optional.of(prompt),
        row.text("response"),
        Optional.of(asked));
  }

  /// The texts behind "(a)" and "(b)".
  private static List<String> options(Row row, String text) throws RecordFault {
    Matcher letters = OPTION.matcher(text);
    var options = new ArrayList<String>();
    int begun = -1;
    while (letters.find()) {
      if (begun >= 0) options.add(text.substring(begun, letters.start()).strip());
      begun = letters.end();
    }
    if (begun >= 0) options.add(text.substring(begun).strip());
    if (options.size() < 2 || options.contains(""))
      throw row.fault("Options: " + Row.shown(text) + ", expected (a) … (b) …");
    return options;
  }
}
