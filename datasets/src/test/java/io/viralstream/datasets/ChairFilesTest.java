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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChairFilesTest {
  @TempDir private Path folder = Path.of("");
  private Path captions = Path.of("");
  private Path people = Path.of("");
  private Path instances = Path.of("");
  private Path synonyms = Path.of("");

  @BeforeEach
  void writesTwoPictures() throws IOException {
    captions =
        Sources.file(
            folder,
            "captions.jsonl",
            "{\"image_id\": 9, \"caption\": \"A puppy.\"}\n{\"image_id\": \"COCO_val2014_000000000007.jpg\", \"caption\": \"\"}\n");
    instances =
        Sources.file(
            folder,
            "instances_val2014.json",
            "{\"info\": {\"year\": 2014}, \"images\": [{\"id\": 7, \"file_name\":"
                + " \"COCO_val2014_000000000007.jpg\"}, {\"id\": 8}],\n \"annotations\": [{\"image_id\":"
                + " 7, \"category_id\": 3, \"segmentation\": [[1.5, 2]]}, {\"image_id\": 8,"
                + " \"category_id\": 1}, {\"image_id\": 9, \"category_id\": 1}], \"categories\": [{\"id\": 1,"
                + " \"name\": \"dog\"}, {\"id\": 3, \"name\": \"hot dog\"}]}");
    people =
        Sources.file(
            folder,
            "captions_val2014.json",
            "{\"images\": [], \"annotations\": [{\"image_id\": 7, \"caption\": \"Two cups beside a puppy\"},"
                + " {\"image_id\": 9, \"caption\": \"A hound\"}]}");
    synonyms = Sources.file(folder, "synonyms.txt", "dog, puppy, hound\nhot dog\ncup\n");
  }

  private List<BenchmarkQuestion> read(List<Path> files, Path... labels)
      throws IOException, RecordFault {
    List<LabelFile> told =
        List.of(labels).stream().map(file -> new LabelFile(Optional.empty(), file)).toList();
    var input = new QuestionInput(files, told, Optional.of(synonyms), MmvpTruth.ORIGINAL);
    return Sources.all(QuestionFiles.open(BenchmarkRule.CHAIR, input));
  }

  @Test
  void joinsSegmentsAndCaptionsOfThePicturesThatAFileNames() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions = read(List.of(captions), instances, people);

    assertEquals(List.of("9", "7"), questions.stream().map(BenchmarkQuestion::sourceId).toList());
    assertEquals("dog", questions.get(0).truth());
    assertEquals("cup, dog, hot dog", questions.get(1).truth());
    assertEquals("COCO_val2014_000000000007.jpg", questions.get(1).picture().orElseThrow().name());
  }

  @Test
  void takesAllAnnotatedPicturesWhereNoFileNamesThem() throws IOException, RecordFault {
    assertEquals(
        List.of("7", "8", "9"),
        read(List.of(), people, instances).stream().map(BenchmarkQuestion::sourceId).toList());
  }

  @Test
  void refusesAPictureThatIsNotAnnotated() throws IOException {
    Path file = Sources.file(folder, "more.jsonl", "{\"image_id\": 4, \"caption\": \"\"}\n");

    RecordFault fault =
        assertThrows(RecordFault.class, () -> read(List.of(file), instances, people));
    assertEquals(
        "more.jsonl, line 1, object 1: image_id: 4 is not among COCO's annotated pictures",
        fault.getMessage());
  }

  @Test
  void asksForWhatIsMissing() {
    assertTrue(
        String.valueOf(
                assertThrows(FileFault.class, () -> read(List.of(captions), instances))
                    .getMessage())
            .contains("captions_val2014.json"));
    assertTrue(
        String.valueOf(
                assertThrows(FileFault.class, () -> read(List.of(captions), people)).getMessage())
            .contains("instances_val2014.json"));
  }

  @Test
  void refusesSynonymsThatLackACategory() throws IOException {
    Sources.file(folder, "synonyms.txt", "dog, puppy\ncup\n");

    FileFault fault =
        assertThrows(FileFault.class, () -> read(List.of(captions), instances, people));
    assertEquals(
        "CHAIR: --synonyms: segment=hot dog, expected a word of the synonyms", fault.getMessage());
  }

  @Test
  void refusesAnnotationsThatAreCutOff() throws IOException {
    Path file = Sources.file(folder, "cut.json", "{\"annotations\": [{\"image_id\": 7,");

    FileFault fault = assertThrows(FileFault.class, () -> read(List.of(captions), instances, file));
    assertTrue(String.valueOf(fault.getMessage()).startsWith("cut.json, line 1"));
  }

  @Test
  void readsCaptionsAsAnswers() throws IOException, RecordFault {
    List<RecordedAnswer> answers =
        Sources.all(AnswerFiles.open(BenchmarkRule.CHAIR, captions, AnswerFields.known()));

    assertEquals(Optional.of("7"), answers.get(1).sourceId());
    assertEquals("", answers.get(1).text());
  }
}
