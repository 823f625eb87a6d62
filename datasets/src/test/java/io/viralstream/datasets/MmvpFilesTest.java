package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.MmvpAggregation;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmvpFilesTest {
  private static final String HEADER = "Index,Question,Options,Correct Answer\n";
  private static final String PAIR =
      "1,\"Is the door, seen from here, open?\",(a) Open (b) Closed,(a)\n"
          + "2,\"Is the door, seen from here, open?\",(a) Open (b) Closed,(b)\n";
  private static final String CORRECTED =
      "99,Which?,(a) one (b) two,(a)\n100,Which?,(a) one (b) two,(b)\n";

  @TempDir private Path folder = Path.of("");

  private List<BenchmarkQuestion> read(String text, MmvpTruth truth)
      throws IOException, RecordFault {
    Path file = Sources.file(folder, "Questions.csv", text);
    var input = new QuestionInput(List.of(file), List.of(), Optional.empty(), truth);
    return Sources.all(QuestionFiles.open(BenchmarkRule.MMVP, input));
  }

  @Test
  void asksTheQuestionWithItsOptions() throws IOException, RecordFault {
    BenchmarkQuestion question = read(HEADER + PAIR, MmvpTruth.ORIGINAL).getFirst();

    assertEquals("Is the door, seen from here, open? (a) Open (b) Closed", question.question());
    assertEquals(List.of("Open", "Closed"), question.choices());
    assertEquals("1.jpg", question.picture().orElseThrow().name());
  }

  @Test
  void makesThePairsOfItsFigures() throws IOException, RecordFault {
    Figures figures =
        new MmvpAggregation()
            .of(Sources.scored(read(HEADER + PAIR + CORRECTED, MmvpTruth.ORIGINAL), 0));

    assertEquals(.5, figures.value("overall", "pairAccuracy").orElseThrow());
    assertEquals(List.of(), figures.incomplete());
  }

  @Test
  void assignsTheFourAnswersOfTheFixedTruth() throws IOException, RecordFault {
    List<BenchmarkQuestion> original = read(HEADER + CORRECTED, MmvpTruth.ORIGINAL);
    List<BenchmarkQuestion> fixed = read(HEADER + CORRECTED, MmvpTruth.FIXED);

    assertEquals(List.of("(a)", "(b)"), original.stream().map(BenchmarkQuestion::truth).toList());
    assertEquals(List.of("(b)", "(a)"), fixed.stream().map(BenchmarkQuestion::truth).toList());
  }

  @Test
  void refusesAPairWithTwoQuestions() {
    RecordFault fault =
        assertThrows(
            RecordFault.class,
            () -> read(HEADER + PAIR.replaceFirst("open", "shut"), MmvpTruth.ORIGINAL));

    assertEquals(
        "Questions.csv, line 3: Question of Index=2 is not that of Index=1, expected equal",
        fault.getMessage());
  }

  @Test
  void refusesAPairThatIsCutOff() {
    FileFault fault =
        assertThrows(
            FileFault.class,
            () -> read(HEADER + PAIR.lines().findFirst().orElseThrow(), MmvpTruth.ORIGINAL));

    assertEquals(
        "Questions.csv, line 2: pair=\"1\" has 1 questions, expected 2", fault.getMessage());
  }

  @Test
  void readsColumnsInAnyOrder() throws IOException, RecordFault {
    String text =
        "Correct Answer,Options,Index,Question\n(a),(a) x (b) y,1,Which?\n(b),(a) x (b) y,2,Which?\n";

    assertEquals("(b)", read(text, MmvpTruth.ORIGINAL).get(1).truth());
  }

  @Test
  void refusesATableWithoutItsColumns() {
    FileFault fault =
        assertThrows(FileFault.class, () -> read("Index,Question\n1,Which?\n", MmvpTruth.ORIGINAL));

    assertEquals(
        "Questions.csv, line 2: expected the columns Index, Question, Options and Correct Answer",
        fault.getMessage());
  }

  @Test
  void readsItsOwnAnswersWithTheirTruth() throws IOException, RecordFault {
    Path file =
        Sources.file(
            folder,
            "answers.jsonl",
            "{\"question_id\": 99, \"prompt\": \"Which? (a) one (b) two\", \"answer\": \"(a)\","
                + " \"response\": \"(b)\"}\n");
    var fields = new AnswerFields(Optional.empty(), Optional.empty(), MmvpTruth.FIXED);

    RecordedAnswer answer =
        Sources.all(AnswerFiles.open(BenchmarkRule.MMVP, file, fields)).getFirst();
    assertEquals("(b)", answer.text());
    assertEquals("(b)", answer.asked().orElseThrow().truth());
    assertEquals("50", answer.asked().orElseThrow().groups().getFirst().getId());
  }
}
