package io.viralstream.gateway.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.ingest.LlavaSample.SampleDraft;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LlavaSampleTest {
  @Test
  void takesTheMarkerOutOfTheFirstQuestion() {
    SampleDraft sample =
        sample(
            "{\"id\":\"s1\",\"image\":\"i\",\"conversations\":["
                + turn("<image>\\nIs it red?", " yes ")
                + ","
                + turn("Is it blue?", "no")
                + "]}");
    assertEquals(Optional.of("s1"), sample.clientId());
    assertEquals(
        List.of(new Turn("Is it red?", "yes"), new Turn("Is it blue?", "no")), sample.turns());
  }

  @Test
  void takesTheMarkerAtTheEndOfTheFirstQuestion() {
    assertEquals("Is it red?", first("Is it red?\\n<image>"));
  }

  @Test
  void takesAPictureWithoutMarker() {
    assertEquals("Is it red?", first("Is it red?"));
  }

  @Test
  void takesATextOnlySample() {
    assertTrue(sample("{\"conversations\":[" + turn("Why?", "Because.") + "]}").image().isEmpty());
  }

  @Test
  void letsUnknownFieldsThrough() {
    assertEquals(
        1,
        sample("{\"source\":{\"a\":[1]},\"conversations\":[" + turn("Why?", "So.") + "]}")
            .turns()
            .size());
  }

  @Test
  void takesACategory() {
    String turns = ",\"conversations\":[" + turn("Why?", "So.") + "]}";
    assertEquals(Optional.of("count"), sample("{\"category\":\"count\"" + turns).category());
    assertEquals(Optional.empty(), sample("{\"id\":\"s1\"" + turns).category());
    assertField(
        "category", ProblemKind.INVALID, "{\"category\":\"" + "c".repeat(101) + "\"" + turns);
  }

  @Test
  void takesTheMarkerOutOfTheMiddleOfAQuestionAsLlavaDoes() {
    assertEquals("Is  red?", first("Is <image> red?"));
  }

  @Test
  void refusesAMarkerWithoutQuestion() {
    assertField("conversations[0].value", ProblemKind.INVALID, withImage(turn("<image>", "yes")));
  }

  @Test
  void takesABlankOrEmptyPictureForNone() {
    for (String none : List.of("\"image\":\"\"", "\"image\":[]", "\"images\":[]")) {
      SampleDraft sample = sample("{" + none + ",\"conversations\":[" + turn("Why?", "So.") + "]}");
      assertEquals(Optional.empty(), sample.image());
    }
  }

  @Test
  void takesAListOfOnePictureForThatPicture() {
    for (String one : List.of("\"image\":[\"i\"]", "\"images\":[\"i\"],\"image\":\"\"")) {
      SampleDraft sample =
          sample("{" + one + ",\"conversations\":[" + turn("<image>Red?", "no") + "]}");
      assertEquals("i", sample.image().orElseThrow().text());
    }
  }

  @Test
  void saysWhichTurnHasThePicture() {
    SampleDraft later =
        sample(withImage(turn("Hello", "Hi") + "," + turn("And <image> now?", "A cat.")));
    assertEquals(1, later.pictureTurn());
    assertEquals("And  now?", later.turns().getLast().getQuestion());
    assertEquals(
        0, sample(withImage(turn("Hello", "Hi") + "," + turn("Now?", "A."))).pictureTurn());
  }

  @Test
  void refusesMarkersInTwoQuestionsAsSeveralImages() {
    assertField(
        "conversations[2].value",
        ProblemKind.SEVERAL_IMAGES,
        withImage(turn("<image> Is it?", "yes") + "," + turn("<image> Is it?", "no")));
  }

  @Test
  void leavesOutAnAnswerToNothingAndAQuestionWithoutAnswer() {
    SampleDraft sample =
        sample(
            "{\"conversations\":["
                + "{\"from\":\"gpt\",\"value\":\"I begin\"},"
                + turn("Why?", "So.")
                + ",{\"from\":\"human\",\"value\":\"Bye?\"}]}");
    assertEquals(List.of(new Turn("Why?", "So.")), sample.turns());
    assertEquals(
        Optional.of(
            "conversations[0] was left out: an answer before the first question; "
                + "conversations[3] was left out: a question without answer"),
        sample.note());
  }

  @Test
  void notesNothingWhereNothingIsLeftOut() {
    assertEquals(Optional.empty(), sample(withImage(turn("Why?", "So."))).note());
  }

  @Test
  void refusesAConversationOfWhichNothingIsLeft() {
    assertField(
        "conversations",
        ProblemKind.INVALID,
        "{\"conversations\":[{\"from\":\"gpt\",\"value\":\"a\"},{\"from\":\"human\",\"value\":\"b\"}]}");
    assertField(
        "conversations",
        ProblemKind.INVALID,
        "{\"conversations\":[{\"from\":\"human\",\"value\":\"a\"}]}");
  }

  @Test
  void refusesToLeaveThePictureOut() {
    assertField(
        "conversations[2].value",
        ProblemKind.INVALID,
        withImage(turn("Why?", "So.") + ",{\"from\":\"human\",\"value\":\"<image>Now?\"}"));
  }

  @Test
  void refusesTwoQuestionsInARowAndASystemMessage() {
    assertField(
        "conversations[1].from",
        ProblemKind.INVALID,
        withImage("{\"from\":\"human\",\"value\":\"Hi?\"}," + turn("Again?", "Hello.")));
    assertField(
        "conversations[0].from",
        ProblemKind.INVALID,
        withImage("{\"from\":\"system\",\"value\":\"Be kind.\"}," + turn("Hi?", "Hello.")));
  }

  @Test
  void takesEightyTurnsAndNineThousandCharacters() {
    String turns = (turn("a", "b") + ",").repeat(79) + turn("a".repeat(9_000), "b".repeat(9_000));
    assertEquals(80, sample("{\"conversations\":[" + turns + "]}").turns().size());
  }

  @Test
  void refusesMoreTurnsOrTextThanTheLimitsSay() {
    var small = new LlavaSample(Limits.defaults().texts(2, 10, 10, 30));
    var documents =
        List.of(
            turn("a", "b") + "," + turn("a", "b") + "," + turn("a", "b"),
            turn("a".repeat(11), "b"),
            turn("a", "b".repeat(11)),
            turn("a".repeat(10), "b".repeat(10)) + "," + turn("a".repeat(10), "b"));
    for (String turns : documents) {
      Field json = json("{\"conversations\":[" + turns + "]}");
      assertEquals(ProblemKind.INVALID, Refusals.of(() -> small.read(json)).kind(), turns);
    }
  }

  @Test
  void refusesTheMarkerInAnAnswer() {
    assertField(
        "conversations[1].value", ProblemKind.INVALID, withImage(turn("Is it?", "<image>")));
  }

  @Test
  void refusesSeveralMarkersAsSeveralImages() {
    assertField(
        "conversations[0].value",
        ProblemKind.SEVERAL_IMAGES,
        withImage(turn("<image><image>Same?", "yes")));
  }

  @Test
  void refusesAnArrayOfImagesAsSeveralImages() {
    assertField(
        "image",
        ProblemKind.SEVERAL_IMAGES,
        "{\"image\":[\"a\",\"b\"],\"conversations\":[" + turn("Same?", "yes") + "]}");
  }

  @Test
  void refusesAPictureOfEachKindAsSeveralImages() {
    assertField(
        "images",
        ProblemKind.SEVERAL_IMAGES,
        "{\"image\":\"a\",\"images\":[\"b\"],\"conversations\":[" + turn("Same?", "yes") + "]}");
  }

  @Test
  void refusesAMarkerWithoutPicture() {
    assertField(
        "conversations[0].value",
        ProblemKind.INVALID,
        "{\"conversations\":[" + turn("<image>Red?", "yes") + "]}");
  }

  @Test
  void refusesAnEmptyConversation() {
    assertField("conversations", ProblemKind.INVALID, "{\"conversations\":[]}");
  }

  @Test
  void refusesAValueOfAnotherType() {
    assertField(
        "conversations[0].value",
        ProblemKind.INVALID,
        "{\"conversations\":[{\"from\":\"human\",\"value\":7},{\"from\":\"gpt\",\"value\":\"b\"}]}");
  }

  @Test
  void refusesADocumentThatIsNoObject() {
    assertEquals(ProblemKind.INVALID, refusal("[]").kind());
  }

  private static void assertField(String field, ProblemKind kind, String document) {
    Problem problem = refusal(document);
    assertEquals(Optional.of(field), problem.field());
    assertEquals(kind, problem.kind());
  }

  private static Problem refusal(String document) {
    return Refusals.of(() -> sample(document));
  }

  private static String first(String question) {
    return sample(withImage(turn(question, "yes"))).turns().getFirst().getQuestion();
  }

  private static String withImage(String turns) {
    return "{\"image\":\"i\",\"conversations\":[" + turns + "]}";
  }

  private static String turn(String question, String answer) {
    return "{\"from\":\"human\",\"value\":\""
        + question
        + "\"},{\"from\":\"gpt\",\"value\":\""
        + answer
        + "\"}";
  }

  private static SampleDraft sample(String document) {
    return new LlavaSample(Limits.defaults()).read(json(document));
  }

  private static Field json(String document) {
    return new BoundedJson(1_000_000).read(document.getBytes(StandardCharsets.UTF_8));
  }
}
