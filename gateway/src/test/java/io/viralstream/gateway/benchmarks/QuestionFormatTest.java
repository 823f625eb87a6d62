package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.BoundedJson;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.GroupKind;
import io.viralstream.schemas.avro.ItemGroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A question is taken as others publish it, and refused where its truth could never be met.
class QuestionFormatTest {
  private static final String COLOURS = ",\"choices\":[\"red\",\"blue\",\"green\"]";

  @Test
  void takesAQuestionAsPopePublishesIt() {
    ItemDraft item =
        read(
            "{\"question_id\":1,\"image\":\"a.jpg\",\"text\":\"Is there a dog?\",\"label\":\"no\"}");
    assertEquals("1", item.sourceId());
    assertEquals("all", item.category());
    assertEquals("no", item.truth());
  }

  @Test
  void saysThatAQuestionWithoutTruthLacksIt() {
    Problem problem =
        refusal("{\"question_id\":1,\"text\":\"Is there a dog?\",\"category\":\"random\"}");
    assertEquals(Optional.of("label"), problem.field());
  }

  @Test
  void takesTheMarkerOut() {
    assertEquals("Is it red?", read(question("<image>\\nIs it red?", "yes", "")).question());
    assertEquals("Is it red?\n", read(question("Is it red?\\n", "yes", "")).question());
  }

  @Test
  void refusesAMarkerWithoutPictureAndTwoOfThem() {
    String alone = "{\"question_id\":1,\"text\":\"<image>Red?\",\"label\":\"yes\"}";
    assertEquals("text: has <image>, but no picture is given", refusal(alone).detail());
    Problem two = refusal(question("<image> or <image>?", "yes", ""));
    assertEquals(ProblemKind.SEVERAL_IMAGES, two.kind());
  }

  @Test
  void takesAPicturesNameAndGroups() {
    ItemDraft item =
        read(
            "{\"question_id\":1,\"image_name\":\"a/b.jpg\",\"text\":\"<image>Red?\",\"label\":\"no\","
                + "\"groups\":[{\"kind\":\"pair\",\"id\":7,\"size\":2},{\"kind\":\"source\",\"id\":\"COCO\"}]}");
    assertEquals(Optional.of("a/b.jpg"), item.imageName());
    assertEquals("Red?", item.question());
    assertEquals(
        List.of(new ItemGroup(GroupKind.PAIR, "7", 2), new ItemGroup(GroupKind.SOURCE, "COCO", 0)),
        item.groups());
  }

  @Test
  void namesWhatIsWrongWithAGroup() {
    assertEquals("groups[0].kind", field("{\"kind\":\"heap\",\"id\":\"7\",\"size\":2}"));
    assertEquals("groups[0].kind", field("{\"kind\":\"unknown\",\"id\":\"7\",\"size\":2}"));
    assertEquals("groups[0].id", field("{\"kind\":\"pair\",\"size\":2}"));
    assertEquals("groups[0].size", field("{\"kind\":\"pair\",\"id\":\"7\"}"));
    assertEquals("groups[0].size", field("{\"kind\":\"pair\",\"id\":\"7\",\"size\":0}"));
    assertEquals("groups[0].size", field("{\"kind\":\"axis\",\"id\":\"7\",\"size\":1}"));
    assertEquals(
        "groups[1].kind",
        field(
            "{\"kind\":\"set\",\"id\":\"7\",\"size\":2},{\"kind\":\"set\",\"id\":\"8\",\"size\":2}"));
  }

  private static String field(String groups) {
    return refusal(question("Red?", "yes", ",\"groups\":[" + groups + "]")).field().orElseThrow();
  }

  @Test
  void leavesAnEmptyTruthToTheSeal() {
    assertEquals("", read(question("Describe it.", "", "")).truth());
    assertEquals(Optional.of("label"), refusal(question("Which?", "", COLOURS)).field());
    assertEquals(Optional.of("label"), refusal(question("Which?", " ", "")).field());
  }

  @Test
  void takesATruthByItsWordsOrItsLetter() {
    assertEquals("Blue.", read(question("Which?", "Blue.", COLOURS)).truth());
    assertEquals("(b)", read(question("Which?", "(b)", COLOURS)).truth());
    String numbers = ",\"choices\":[2,3]";
    assertEquals("3", read(question("How many?", "3", numbers)).truth());
  }

  @Test
  void refusesATruthThatIsNoneOfTheChoices() {
    Problem problem = refusal(question("Which?", "purple", COLOURS));
    assertEquals(Optional.of("label"), problem.field());
    assertEquals(
        "label: is none of the choices, expected the words of one, or its letter",
        problem.detail());
    assertEquals(Optional.of("label"), refusal(question("Which?", "d", COLOURS)).field());
  }

  @Test
  void refusesAnIndexWithTheWordsToWriteInstead() {
    assertEquals(
        "label: is none of the choices, expected words or a letter instead of a number:"
            + " \"green\" (counting from 0) or \"blue\" (counting from 1)",
        refusal(question("Which?", "2", COLOURS)).detail());
    assertEquals(
        "label: is none of the choices, expected words or a letter instead of a number:"
            + " \"red\" (counting from 0)",
        refusal(question("Which?", "0", COLOURS)).detail());
    assertEquals(
        "label: is none of the choices, expected words or a letter instead of a number:"
            + " \"green\" (counting from 1)",
        refusal(question("Which?", "3", COLOURS)).detail());
  }

  @Test
  void refusesAChoiceThatIsThereTwice() {
    Problem problem =
        refusal(question("Which?", "red", ",\"choices\":[\"red\",\"blue\",\"Red.\"]"));
    assertEquals(Optional.of("choices[2]"), problem.field());
  }

  @Test
  void takesNoFractionOrTruthValueForALabel() {
    for (String label : List.of("2.0", "true", "[]")) {
      Problem problem =
          refusal("{\"question_id\":1,\"text\":\"How many?\",\"label\":" + label + "}");
      assertEquals("label: expected a string or an integer", problem.detail());
    }
  }

  private static String question(String text, String label, String more) {
    return "{\"question_id\":1,\"image\":\"i\",\"text\":\""
        + text
        + "\",\"label\":\""
        + label
        + "\""
        + more
        + "}";
  }

  private static Problem refusal(String document) {
    return Refusals.of(() -> read(document));
  }

  private static ItemDraft read(String document) {
    Field json = new BoundedJson(10_000).read(document.getBytes(StandardCharsets.UTF_8));
    return new QuestionFormat(Limits.defaults()).read(json);
  }
}
