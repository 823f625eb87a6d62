package io.viralstream.gateway.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.BoundedJson;
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
    var sample =
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
      var sample = sample("{" + none + ",\"conversations\":[" + turn("Why?", "So.") + "]}");
      assertEquals(Optional.empty(), sample.image());
    }
  }

  @Test
  void takesAListOfOnePictureForThatPicture() {
    for (String one : List.of("\"image\":[\"i\"]", "\"images\":[\"i\"],\"image\":\"\"")) {
      var sample = sample("{" + one + ",\"conversations\":[" + turn("<image>Red?", "no") + "]}");
      assertEquals("i", sample.image().orElseThrow().text());
    }
  }

  @Test
  void refusesTheMarkerInALaterQuestion() {
    assertField(
        "conversations[2].value",
        ProblemKind.INVALID,
        withImage(turn("Is it?", "yes") + "," + turn("<image> Is it?", "no")));
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
  void refusesAConversationThatBeginsWithAnAnswer() {
    assertField(
        "conversations[0].from",
        ProblemKind.INVALID,
        "{\"conversations\":[{\"from\":\"gpt\",\"value\":\"a\"},{\"from\":\"human\",\"value\":\"b\"}]}");
  }

  @Test
  void refusesAQuestionWithoutAnswer() {
    assertField(
        "conversations[2]",
        ProblemKind.INVALID,
        "{\"conversations\":[" + turn("a", "b") + ",{\"from\":\"human\",\"value\":\"c\"}]}");
  }

  @Test
  void refusesAnEmptyConversation() {
    assertField("conversations", ProblemKind.INVALID, "{\"conversations\":[]}");
  }

  @Test
  void refusesMoreTurnsThanTheLimit() {
    assertField(
        "conversations",
        ProblemKind.INVALID,
        "{\"conversations\":[" + (turn("a", "b") + ",").repeat(64) + turn("a", "b") + "]}");
  }

  @Test
  void refusesMoreTextThanARecordHolds() {
    var long64 = (turn("a".repeat(4_000), "b") + ",").repeat(51);
    assertField(
        "conversations",
        ProblemKind.INVALID,
        "{\"conversations\":[" + long64 + turn("a", "b") + "]}");
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
    var json = new BoundedJson(1_000_000).read(document.getBytes(StandardCharsets.UTF_8));
    return new LlavaSample(Limits.defaults()).read(json);
  }
}
