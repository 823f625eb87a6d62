package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFilesTest {
  private static final String SENTENCE = "\\nAnswer the question using a single word or phrase.";

  @TempDir private Path folder = Path.of("");

  private static List<RecordedAnswer> read(BenchmarkRule rule, Path file)
      throws IOException, RecordFault {
    return Sources.all(AnswerFiles.open(rule, file, AnswerFields.known()));
  }

  private List<RecordedAnswer> read(BenchmarkRule rule, String text)
      throws IOException, RecordFault {
    return read(rule, Sources.file(folder, "answers.jsonl", text));
  }

  @Test
  void readsLlavasAnswersToPope() throws IOException, RecordFault {
    RecordedAnswer answer =
        read(
                BenchmarkRule.POPE,
                "{\"question_id\": 10000001, \"prompt\": \"Is there a cat?"
                    + SENTENCE
                    + "\", \"text\": \"Yes \", \"metadata\": {}}\n")
            .getFirst();

    assertEquals(Optional.of("10000001"), answer.sourceId());
    assertEquals("Yes ", answer.text());
    assertEquals("Is there a cat?", MatchKey.text(answer.question().orElseThrow()));
  }

  @Test
  void readsLlavasAnswersToMmeBySubtaskAndPicture() throws IOException, RecordFault {
    RecordedAnswer answer =
        read(
                BenchmarkRule.MME,
                "{\"question_id\": \"OCR/0001.jpg\", \"prompt\": \"Is it a word? Please answer yes or"
                    + " no."
                    + SENTENCE
                    + "\", \"text\": \"\"}\n")
            .getFirst();

    assertEquals(Optional.of("OCR"), answer.category());
    assertEquals(Optional.of("OCR/0001.jpg"), answer.picture());
    assertEquals("Is it a word?", MatchKey.text(answer.question().orElseThrow()));
  }

  @Test
  void refusesAnAnswerToMmeWithoutASubtask() throws IOException {
    Path file =
        Sources.file(
            folder,
            "mme.jsonl",
            "{\"question_id\": \"0001.jpg\", \"prompt\": \"?\", \"text\": \"Yes\"}\n");

    RecordFault fault = assertThrows(RecordFault.class, () -> read(BenchmarkRule.MME, file));
    assertEquals(
        "mme.jsonl, line 1, object 1: question_id: \"0001.jpg\", expected subtask/picture",
        fault.getMessage());
  }

  @Test
  void readsLmmsEvalsSamplesByTheObjectsOfTheirMeasures() throws IOException, RecordFault {
    RecordedAnswer answer =
        read(
                BenchmarkRule.POPE,
                "{\"doc_id\": 3, \"target\": \"no\", \"resps\": [[\"No.\"]], \"filtered_resps\":"
                    + " [\"no\"], \"input\": \"Is there a cat?"
                    + SENTENCE
                    + "\", \"pope_accuracy\": {\"question_id\": \"4\", \"score\": NaN, \"category\":"
                    + " \"popular\"}}\n")
            .getFirst();

    assertEquals("No.", answer.text());
    assertEquals(Optional.of("4"), answer.sourceId());
    assertEquals(Optional.of("popular"), answer.category());
    assertEquals("no", answer.asked().orElseThrow().truth());
  }

  @Test
  void readsLmmsEvalsSamplesOfMmeWithTheirPictures() throws IOException, RecordFault {
    RecordedAnswer answer =
        read(
                BenchmarkRule.MME,
                "{\"doc_id\": 0, \"target\": \"Yes\", \"filtered_resps\": [\"Yes\"], \"input\": \"Is it a"
                    + " word?\", \"mme_perception_score\": {\"question_id\": \"OCR/0001.jpg\","
                    + " \"category\": \"OCR\"}}\n")
            .getFirst();

    assertEquals(Optional.of("OCR/0001.jpg"), answer.picture());
    assertEquals("OCR/0001", answer.asked().orElseThrow().groups().getFirst().getId());
  }

  @Test
  void readsVlmEvalKitsWorkbookOfMmStar() throws IOException, RecordFault {
    Path file =
        new Workbook()
            .row("index", "question", "A", "B", "answer", "category", "l2_category", "prediction")
            .row("0", "Which one?", "left", "right", "B", "math", "geometry", "B. right")
            .row("1", "Which one?", "up", "down", "A", "math", "geometry", "")
            .write(folder.resolve("MMStar.xlsx"));

    List<RecordedAnswer> answers = read(BenchmarkRule.MMSTAR, file);
    assertEquals("B. right", answers.get(0).text());
    assertEquals("", answers.get(1).text());
    assertEquals(Optional.of("1"), answers.get(1).sourceId());
    BenchmarkQuestion asked = answers.get(0).asked().orElseThrow();
    assertEquals("Which one?\nA. left\nB. right", asked.question());
    assertEquals("geometry", asked.groups().getFirst().getId());
  }

  @Test
  void readsVlmEvalKitsTableOfHallusionBench() throws IOException, RecordFault {
    Path file =
        new Workbook()
            .row("index", "question", "answer", "category", "l2-category", "prediction")
            .row("0_VD_illusion_0_1_0", "Equal?", "Yes", "VD", "illusion", "Yes")
            .row("1_VD_illusion_0_2_0", "Equal?", "No", "VD", "illusion", "Yes")
            .write(folder.resolve("HallusionBench.xlsx"));

    RecordedAnswer answer = read(BenchmarkRule.HALLUSION_BENCH, file).get(1);
    assertEquals(Optional.of("VD_illusion_0_2_0"), answer.sourceId());
    assertEquals(1, answer.asked().orElseThrow().groups().get(0).getSize());
    assertEquals(2, answer.asked().orElseThrow().groups().get(1).getSize());
  }

  @Test
  void readsAnyOtherFormByTheFieldsThatWereNamed() throws IOException, RecordFault {
    Path file =
        Sources.file(
            folder, "any.jsonl", "{\"id\": 5, \"output\": \"two\", \"category\": \"count\"}\n");
    var fields = new AnswerFields(Optional.of("id"), Optional.of("output"), MmvpTruth.ORIGINAL);

    RecordedAnswer answer =
        Sources.all(AnswerFiles.open(BenchmarkRule.GENERIC, file, fields)).getFirst();
    assertEquals(Optional.of("5"), answer.sourceId());
    assertEquals(Optional.of("count"), answer.category());
    assertEquals("two", answer.text());
  }

  @Test
  void asksForBothFieldsOfAnUnknownForm() throws IOException {
    Path file = Sources.file(folder, "any.jsonl", "{\"id\": 5, \"output\": \"two\"}\n");
    var half = new AnswerFields(Optional.of("id"), Optional.empty(), MmvpTruth.ORIGINAL);

    assertEquals(
        "any.jsonl: fields id, output are of no known form of answers, expected --id-field and"
            + " --answer-field",
        refusal(file, AnswerFields.known()));
    assertTrue(
        refusal(file, half).contains("expected --answer-field with one of the fields id, output"));
  }

  private static String refusal(Path file, AnswerFields fields) {
    return String.valueOf(
        assertThrows(FileFault.class, () -> AnswerFiles.open(BenchmarkRule.GENERIC, file, fields))
            .getMessage());
  }

  @Test
  void refusesPopesOwnAnswersByName() throws IOException {
    Path file =
        Sources.file(
            folder, "pope.json", "{\"question\": \"Is there a cat?\", \"answer\": \"yes\"}\n");

    FileFault fault =
        assertThrows(
            FileFault.class,
            () -> AnswerFiles.open(BenchmarkRule.POPE, file, AnswerFields.known()));
    assertTrue(String.valueOf(fault.getMessage()).contains("name neither a picture nor an id"));
  }

  @Test
  void refusesAFolderOfAnotherRule() {
    assertThrows(
        FileFault.class, () -> AnswerFiles.open(BenchmarkRule.POPE, folder, AnswerFields.known()));
  }

  @Test
  void comparesTextsAndPicturesByWhatEvaluatorsLeave() {
    assertEquals(
        "Is it?",
        MatchKey.text(
            " Is  it?  Please answer yes or no.\nAnswer the question using a single word or phrase."));
    assertEquals("OCR/0001", MatchKey.picture("OCR/0001.jpg"));
    assertEquals("a.b/c", MatchKey.picture("a.b/c"));
  }
}
