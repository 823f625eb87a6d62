package io.viralstream.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.datasets.QuestionInput.LabelFile;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.Figures;
import io.viralstream.scoring.figures.WhatsUpAggregation;
import io.viralstream.scoring.parse.MmvpTruth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatsUpQuestionsTest {
  private static final List<String> OF_A =
      List.of("on", "to the left of", "to the right of", "under");

  @TempDir private Path folder = Path.of("");

  /// A picture of a thing on a table, whose captions begin with the right one.
  private static String picture(String thing, String direction) {
    var captions = new ArrayList<String>(List.of(direction));
    OF_A.stream().filter(other -> !other.equals(direction)).forEach(captions::add);
    List<String> quoted =
        captions.stream().map(one -> "\"A " + thing + " " + one + " a table\"").toList();
    return "{\"image_path\": \"data/controlled_images/"
        + thing
        + "_"
        + direction.replace(' ', '_')
        + ".jpeg\", \"caption_options\": ["
        + String.join(", ", quoted)
        + "]}";
  }

  private static String set(String thing) {
    return String.join(",\n", OF_A.stream().map(one -> picture(thing, one)).toList());
  }

  private List<BenchmarkQuestion> read(String name, String rows) throws IOException, RecordFault {
    Path file = Sources.file(folder, name, "[" + rows + "]");
    return Sources.all(QuestionFiles.open(BenchmarkRule.WHATS_UP, QuestionInput.of(file)));
  }

  @Test
  void asksWhichCaptionFitsInAnOrderThatDoesNotTell() throws IOException, RecordFault {
    BenchmarkQuestion question = read("a.json", set("cup")).get(1);

    assertEquals("Controlled_Images_A", question.category());
    assertEquals("A cup to the left of a table", question.truth());
    assertTrue(question.question().endsWith("(D) A cup under a table"), question.question());
    assertEquals(
        "data/controlled_images/cup_to_the_left_of.jpeg", question.picture().orElseThrow().name());
    assertEquals("1", question.sourceId());
  }

  @Test
  void makesThePairsAndSetsOfItsFigures() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions = read("a.json", set("cup") + "," + set("mug"));

    Figures figures = new WhatsUpAggregation().of(Sources.scored(questions, 0));
    assertEquals(.75, figures.value("Controlled_Images_A", "pairAccuracy").orElseThrow());
    assertEquals(.5, figures.value("Controlled_Images_A", "setAccuracy").orElseThrow());
    assertEquals(List.of(), figures.incomplete());
  }

  @Test
  void keepsSetsApartThatShareTheirCaptions() throws IOException, RecordFault {
    List<BenchmarkQuestion> questions = read("a.json", set("cup") + "," + set("cup"));

    assertEquals("Controlled_Images_A/0", questions.get(3).groups().get(1).getId());
    assertEquals("Controlled_Images_A/1", questions.get(4).groups().get(1).getId());
  }

  @Test
  void refusesASetThatIsCutOff() {
    FileFault fault =
        assertThrows(
            FileFault.class,
            () -> read("a.json", picture("cup", "on") + "," + picture("cup", "under")));

    assertEquals(
        "a.json, line 1, object 2: set=\"Controlled_Images_A/0\" has 2 questions, expected 4",
        fault.getMessage());
  }

  @Test
  void readsRowsOfCocoByTheNameOfTheirFile() throws IOException, RecordFault {
    BenchmarkQuestion question =
        read("coco_qa_one_obj.json", "[139, \"A cup on the right\", \"A cup on the left\"]")
            .getFirst();

    assertEquals("COCO_QA_one_obj", question.category());
    assertEquals("000000000139.jpg", question.picture().orElseThrow().name());
    assertEquals(List.of(), question.groups());
  }

  @Test
  void asksForTheSubsetOfRowsThatDoNotSayIt() throws IOException, RecordFault {
    Path file = Sources.file(folder, "rows.json", "[[1, \"A cup above\", \"A cup below\"]]");
    FileFault fault = assertThrows(FileFault.class, () -> read("rows.json", "[1, \"a\", \"b\"]"));
    assertTrue(String.valueOf(fault.getMessage()).contains("expected --labels SUBSET=FILE"));

    Sources.file(folder, "rows.json", "[[1, \"A cup above\", \"A cup below\"]]");
    var input =
        new QuestionInput(
            List.of(),
            List.of(new LabelFile(Optional.of("VG_QA_two_obj"), file)),
            Optional.empty(),
            MmvpTruth.ORIGINAL);
    assertEquals(
        "1.jpg",
        Sources.all(QuestionFiles.open(BenchmarkRule.WHATS_UP, input))
            .getFirst()
            .picture()
            .orElseThrow()
            .name());
  }

  @Test
  void refusesACaptionThatStandsTwice() {
    assertThrows(
        RecordFault.class, () -> read("coco_qa_one_obj.json", "[1, \"A cup\", \"A cup\"]"));
  }
}
