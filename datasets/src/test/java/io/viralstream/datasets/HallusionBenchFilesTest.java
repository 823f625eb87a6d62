package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.HallusionBenchAggregation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HallusionBenchFilesTest {
  @TempDir private Path folder = Path.of("");

  private static String row(int figure, int question, String truth, String more) {
    String file = figure == 0 ? "null" : "\"./hallusion_bench/VD/illusion/0_" + figure + ".png\"";
    return "{\"category\": \"VD\", \"subcategory\": \"illusion\", \"visual_input\": \"1\","
        + " \"set_id\": \"0\", \"figure_id\": \""
        + figure
        + "\", \"question_id\": \""
        + question
        + "\", \"question\": \"Are the lines equal?\", \"gt_answer\": \""
        + truth
        + "\", \"filename\": "
        + file
        + more
        + "}";
  }

  private Path file(String... rows) throws IOException {
    return Sources.file(folder, "HallusionBench.json", "[" + String.join(",\n", rows) + "]");
  }

  private List<BenchmarkQuestion> read(Path file) throws IOException, RecordFault {
    return Sources.all(QuestionFiles.open(BenchmarkRule.HALLUSION_BENCH, QuestionInput.of(file)));
  }

  @Test
  void readsTruthIdAndPicture() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions = read(file(row(0, 0, "1", ""), row(1, 0, "0", "")));

    assertEquals("yes", questions.get(0).truth());
    assertEquals(Optional.empty(), questions.get(0).picture());
    assertEquals("VD_illusion_0_1_0", questions.get(1).sourceId());
    assertEquals(
        "hallusion_bench/VD/illusion/0_1.png", questions.get(1).picture().orElseThrow().name());
  }

  @Test
  void makesTheFiguresAndQuestionsOfItsFigures() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions =
        read(file(row(0, 0, "1", ""), row(0, 1, "1", ""), row(1, 0, "0", ""), row(1, 1, "0", "")));

    assertEquals(2, questions.getFirst().groups().getFirst().getSize());
    Figures figures = new HallusionBenchAggregation().of(Sources.scored(questions, 0));
    assertEquals(.5, figures.value("overall", "figureAccuracy").orElseThrow());
    assertEquals(.5, figures.value("overall", "questionAccuracy").orElseThrow());
  }

  @Test
  void refusesATruthThatIsNeither0Nor1() throws IOException {
    Path file = file(row(1, 0, "2", ""));

    RecordFault fault = assertThrows(RecordFault.class, () -> read(file));
    assertEquals(
        "HallusionBench.json, line 1, object 1: gt_answer: \"2\", expected 0 or 1",
        fault.getMessage());
  }

  @Test
  void readsAModelsAnswersBesideTheTruth() throws IOException, RecordFault {
    Path file = file(row(1, 0, "0", ", \"model_prediction\": \"No.\""));

    RecordedAnswer answer =
        Sources.all(AnswerFiles.open(BenchmarkRule.HALLUSION_BENCH, file, AnswerFields.known()))
            .getFirst();
    assertEquals("No.", answer.text());
    assertEquals(Optional.of("VD_illusion_0_1_0"), answer.sourceId());
    assertEquals("no", answer.asked().orElseThrow().truth());
  }
}
