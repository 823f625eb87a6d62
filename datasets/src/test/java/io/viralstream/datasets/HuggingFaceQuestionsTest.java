package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.CvBenchAggregation;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.MmStarAggregation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CV-Bench and MMStar.
class HuggingFaceQuestionsTest {
  private static final byte[] PICTURE = {(byte) 0x89, 0x50, 0x4E, 0x47, 1, 2, 3};

  @TempDir private Path folder = Path.of("");

  private static List<BenchmarkQuestion> read(BenchmarkRule rule, Path file)
      throws IOException, RecordFault {
    return Sources.all(QuestionFiles.open(rule, QuestionInput.of(file)));
  }

  @Test
  void readsCvBenchWithItsPicturesFromParquet() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions =
        read(BenchmarkRule.CV_BENCH, Sources.resource(folder, "cv_bench.parquet"));

    BenchmarkQuestion.Picture picture = questions.getFirst().picture().orElseThrow();
    assertEquals("img/Count_0.png", picture.name());
    assertArrayEquals(PICTURE, picture.bytes().orElseThrow());
    assertEquals("(B)", questions.getFirst().truth());
    assertEquals(
        List.of("Count", "Relation", "Depth"),
        questions.stream().map(BenchmarkQuestion::category).toList());
  }

  @Test
  void makesTheSourcesOfCvBenchsFigures() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions =
        read(BenchmarkRule.CV_BENCH, Sources.resource(folder, "cv_bench.parquet"));

    Figures figures =
        new CvBenchAggregation(CvBenchAggregation.Overall.MACRO).of(Sources.scored(questions, 0));
    assertEquals(.5, figures.value("2D", "accuracy").orElseThrow());
    assertEquals(.75, figures.value("overall", "accuracy").orElseThrow());
  }

  @Test
  void readsCvBenchFromJsonLinesWithItsPicturesNames() throws IOException, RecordFault {
    String row =
        "{\"idx\": 0, \"task\": \"Count\", \"source\": \"COCO\", \"choices\": [\"2\", \"1\"],"
            + " \"answer\": \"(A)\", \"prompt\": \"How many? (A) 2 (B) 1\", \"filename\": \"img/2D/0.png\"}\n";

    BenchmarkQuestion question =
        read(BenchmarkRule.CV_BENCH, Sources.file(folder, "test_2d.jsonl", row)).getFirst();
    assertEquals("img/2D/0.png", question.picture().orElseThrow().name());
    assertEquals("How many? (A) 2 (B) 1", question.question());
  }

  @Test
  void refusesAnAnswerThatIsNoChoice() throws IOException {
    String row =
        "{\"idx\": 0, \"task\": \"Count\", \"source\": \"COCO\", \"choices\": [\"2\", \"1\"],"
            + " \"answer\": \"(C)\", \"prompt\": \"How many?\"}\n";
    Path file = Sources.file(folder, "test_2d.jsonl", row);

    RecordFault fault = assertThrows(RecordFault.class, () -> read(BenchmarkRule.CV_BENCH, file));
    assertEquals(
        "test_2d.jsonl, line 1, object 1: answer: \"(C)\", expected the letter of one of 2 choices,"
            + " such as (A)",
        fault.getMessage());
  }

  @Test
  void readsMmStarWithItsAxesFromParquet() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions =
        read(BenchmarkRule.MMSTAR, Sources.resource(folder, "mmstar.parquet"));

    assertEquals("images/0.png", questions.getFirst().picture().orElseThrow().name());
    assertArrayEquals(PICTURE, questions.getFirst().picture().orElseThrow().bytes().orElseThrow());
    Figures figures =
        new MmStarAggregation(MmStarAggregation.Mean.OF_AXES).of(Sources.scored(questions, 1));
    assertEquals(.5, figures.value("overall", "accuracy").orElseThrow());
  }

  @Test
  void refusesAnotherBenchmarksFileByTheFieldsThatItLacks() throws IOException {
    Path file = Sources.resource(folder, "mmstar.parquet");

    FileFault fault = assertThrows(FileFault.class, () -> read(BenchmarkRule.CV_BENCH, file));
    assertEquals(
        "mmstar.parquet, row 1: expected CV-Bench's fields idx, task, source, choices, answer and"
            + " prompt",
        fault.getMessage());
  }
}
