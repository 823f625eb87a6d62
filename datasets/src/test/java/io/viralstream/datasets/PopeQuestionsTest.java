package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PopeQuestionsTest {
  private static final String SENTENCE = "\\nAnswer the question using a single word or phrase.";

  @TempDir private Path folder = Path.of("");

  private static String label(int id, String thing, String label) {
    return "{\"question_id\": "
        + id
        + ", \"image\": \"1.jpg\", \"text\": \"Is there a "
        + thing
        + "?\", \"label\": \""
        + label
        + "\"}\n";
  }

  private static String asked(int id, String thing, String split) {
    return "{\"question_id\": "
        + id
        + ", \"image\": \"1.jpg\", \"text\": \"Is there a "
        + thing
        + "?"
        + SENTENCE
        + "\", \"category\": \""
        + split
        + "\"}\n";
  }

  private LabelFile labels(String split, String text) throws IOException {
    return new LabelFile(Optional.of(split), Sources.file(folder, split + ".json", text));
  }

  private List<BenchmarkQuestion> read(List<Path> files, LabelFile... labels)
      throws IOException, RecordFault {
    var input = new QuestionInput(files, List.of(labels), Optional.empty(), MmvpTruth.ORIGINAL);
    return Sources.all(QuestionFiles.open(BenchmarkRule.POPE, input));
  }

  private String refusal(List<Path> files, LabelFile... labels) {
    return String.valueOf(assertThrows(Exception.class, () -> read(files, labels)).getMessage());
  }

  @Test
  void takesTheSplitFromWhatWasSaidOfAFile() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions =
        read(
            List.of(),
            labels("random", label(1, "cat", "yes")),
            labels("popular", label(1, "cup", "no")));

    assertEquals(
        List.of("random", "popular"), questions.stream().map(BenchmarkQuestion::category).toList());
    assertEquals("no", questions.get(1).truth());
    assertEquals("1.jpg", questions.get(1).picture().orElseThrow().name());
  }

  @Test
  void asksForASplitThatWasNotSaid() throws IOException {
    Path file = Sources.file(folder, "coco.json", label(1, "cat", "yes"));

    assertEquals(
        "coco.json: its split is not said, expected --labels random=coco.json (or popular=,"
            + " adversarial=)",
        refusal(List.of(), new LabelFile(Optional.empty(), file)));
  }

  @Test
  void joinsLlavasQuestionsWithTheirLabelsBySplitPictureAndText() throws IOException, RecordFault {
    Path file =
        Sources.file(
            folder, "llava.jsonl", asked(20000001, "cat", "popular") + asked(7, "cat", "random"));

    List<BenchmarkQuestion> questions =
        read(
            List.of(file),
            labels("random", label(1, "cat", "yes")),
            labels("popular", label(1, "cat", "no")));

    assertEquals("20000001", questions.get(0).sourceId());
    assertEquals("no", questions.get(0).truth());
    assertEquals("yes", questions.get(1).truth());
    assertTrue(questions.get(1).question().endsWith("single word or phrase."));
  }

  @Test
  void asksForTheLabelFileOfASplit() throws IOException {
    Path file = Sources.file(folder, "llava.jsonl", asked(7, "cat", "adversarial"));

    assertTrue(refusal(List.of(file)).contains("--labels random=FILE"));
    assertTrue(
        refusal(List.of(file), labels("random", label(1, "cat", "yes")))
            .contains("\"adversarial\" has no label file, expected --labels adversarial=FILE"));
  }

  @Test
  void refusesAQuestionWithoutALabelByItsPlace() throws IOException {
    Path file = Sources.file(folder, "llava.jsonl", asked(7, "dog", "random"));

    String reason = refusal(List.of(file), labels("random", label(1, "cat", "yes")));
    assertTrue(reason.startsWith("llava.jsonl, line 1, object 1: text: "), reason);
  }

  @Test
  void refusesTwoLabelsOfOneQuestion() throws IOException {
    Path file = Sources.file(folder, "llava.jsonl", asked(7, "cat", "random"));

    String reason =
        refusal(List.of(file), labels("random", label(1, "cat", "yes") + label(2, "cat", "no")));
    assertTrue(reason.contains("the same question has another label before"), reason);
  }

  @Test
  void refusesALabelThatIsNeitherYesNorNo() throws IOException {
    assertEquals(
        "random.json, line 1, object 1: label: \"maybe\", expected yes or no",
        refusal(List.of(), labels("random", label(1, "cat", "maybe"))));
  }

  @Test
  void refusesMoreThanAMillionQuestions() throws IOException {
    Path file =
        Sources.file(
            folder,
            "many.jsonl",
            "{\"question_id\":1,\"text\":\"a\",\"label\":\"no\"}\n".repeat(1_000_001));

    assertEquals(
        "many.jsonl, line 1000001, object 1000001: more than 1000000 records, at most that many"
            + " are taken",
        refusal(List.of(file)));
  }

  @Test
  void refusesWhatTheRuleHasNoUseFor() throws IOException {
    Path file = Sources.file(folder, "own.jsonl", label(1, "cat", "yes"));
    var input = new QuestionInput(List.of(file), List.of(), Optional.of(file), MmvpTruth.ORIGINAL);

    FileFault fault =
        assertThrows(FileFault.class, () -> QuestionFiles.open(BenchmarkRule.POPE, input));
    assertEquals("--synonyms: the rule pope has none, only chair does", fault.getMessage());
  }
}
