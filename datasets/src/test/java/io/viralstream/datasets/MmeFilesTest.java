package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.MmeAggregation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmeFilesTest {
  private static final String CATS =
      "1.jpg\tIs it a cat? Please answer yes or no.\tYes\n1.jpg\tIs it a dog? Please answer yes or no.\tNo\n";

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writesTwoSubtasks() throws IOException {
    Sources.file(folder, "count.txt", CATS);
    Sources.file(folder, "OCR.txt", CATS);
    Sources.file(folder, "read me.md", "no subtask");
  }

  private List<BenchmarkQuestion> read() throws IOException, RecordFault {
    return Sources.all(QuestionFiles.open(BenchmarkRule.MME, QuestionInput.of(folder)));
  }

  @Test
  void takesTheSubtaskFromAFilesName() throws IOException, RecordFault {
    BenchmarkQuestion second = read().get(1);

    assertEquals("OCR", second.category());
    assertEquals("OCR/1/2", second.sourceId());
    assertEquals("OCR/1.jpg", second.picture().orElseThrow().name());
  }

  @Test
  void makesThePicturesOfItsScore() throws IOException, RecordFault {
    Figures figures = new MmeAggregation().of(Sources.scored(read(), 3));

    assertEquals(List.of(), figures.incomplete());
    assertEquals(1, figures.value("OCR", "accuracyPlus").orElseThrow());
    assertEquals(0, figures.value("count", "accuracyPlus").orElseThrow());
  }

  @Test
  void refusesAPictureWithOneQuestion() throws IOException {
    Sources.file(folder, "count.txt", CATS + "2.jpg\tIs it a cat?\tYes\n");

    FileFault fault = assertThrows(FileFault.class, this::read);
    assertEquals(
        "count.txt, line 3: image=\"count/2\" has 1 questions, expected 2", fault.getMessage());
  }

  @Test
  void refusesARowThatStandsTwice() throws IOException {
    Sources.file(folder, "count.txt", CATS + CATS);

    RecordFault fault = assertThrows(RecordFault.class, this::read);
    assertEquals(
        "count.txt, line 3: image=\"count/1\" has 3 questions, expected 2", fault.getMessage());
  }

  @Test
  void refusesColumnsInAnotherOrder() throws IOException {
    Sources.file(folder, "count.txt", "1.jpg\tYes\tIs it a cat?\n");

    RecordFault fault = assertThrows(RecordFault.class, this::read);
    assertEquals("count.txt, line 1: 2: \"Is it a cat?\", expected yes or no", fault.getMessage());
  }

  @Test
  void readsAnswersWithTheirTruthFromAFourthColumn() throws IOException, RecordFault {
    Sources.file(folder, "count.txt", "1.jpg\tIs it a cat?\tYes\tYes, it is\n");
    Sources.file(folder, "OCR.txt", "1.jpg\tIs it a word?\tNo\t\n");

    List<RecordedAnswer> answers =
        Sources.all(AnswerFiles.open(BenchmarkRule.MME, folder, AnswerFields.known()));
    assertEquals("", answers.get(0).text());
    assertEquals("Yes, it is", answers.get(1).text());
    assertEquals(Optional.of("count/1.jpg"), answers.get(1).picture());
    assertEquals("Yes", answers.get(1).asked().orElseThrow().truth());
  }

  @Test
  void refusesAFolderWithoutSubtasks() {
    var input = QuestionInput.of(folder.resolve("none"));

    assertThrows(FileFault.class, () -> QuestionFiles.open(BenchmarkRule.MME, input));
  }
}
