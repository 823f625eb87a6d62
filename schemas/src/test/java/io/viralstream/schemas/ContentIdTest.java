package io.viralstream.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.schemas.avro.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentIdTest {
  private static final List<Turn> TURNS = List.of(new Turn("Is there a dog?", "no"));

  @Test
  void bytesHashAsSha256Does() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ContentId.of("abc".getBytes(UTF_8)));
  }

  @Test
  void equalSamplesHaveOneId() {
    assertEquals(
        ContentId.sample(TURNS, "aa"),
        ContentId.sample(List.of(new Turn("Is there a dog?", "no")), "aa"));
  }

  @Test
  void theSamePictureAndWordsInOtherPlacesHaveAnotherId() {
    assertNotEquals(ContentId.sample(TURNS, "aa"), ContentId.sample(TURNS, "ab"));
    var two = List.of(TURNS.getFirst(), TURNS.getFirst());
    assertEquals(ContentId.sample(two, "aa"), ContentId.sample(two, "aa", 0));
    assertNotEquals(ContentId.sample(two, "aa"), ContentId.sample(two, "aa", 1));
    assertNotEquals(ContentId.of("k", List.of("ab", "c")), ContentId.of("k", List.of("a", "bc")));
  }

  @Test
  void oneSourceIdInTwoCategoriesNamesTwoItems() {
    assertNotEquals(
        ContentId.item("pope", "v", "random", "1", "aa", "Is there a dog?"),
        ContentId.item("pope", "v", "popular", "1", "aa", "Is there a dog?"));
  }
}
