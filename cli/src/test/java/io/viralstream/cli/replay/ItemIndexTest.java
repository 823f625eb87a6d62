package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.replay.ItemIndex.Match;
import io.viralstream.cli.replay.ItemIndex.None;
import io.viralstream.cli.replay.ItemIndex.Several;
import io.viralstream.cli.replay.ItemIndex.Unique;
import io.viralstream.schemas.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Answers meet the one question that all they say of it fits.
class ItemIndexTest {
  private final ItemIndex index = new ItemIndex();

  @Test
  void findsAQuestionByCategoryIdAndWords() {
    add("random", "1", "a.jpg", "Is there a dog?");
    add("popular", "1", "a.jpg", "Is there a dog?");
    assertEquals(new Unique(1), find("popular", "1", "", "Is there a dog?"));
  }

  @Test
  void findsAQuestionByItsPictureWhereAnotherFileNumbersOtherwise() {
    add("random", "1", "a.jpg", "Is there a dog?");
    add("random", "2", "b.jpg", "Is there a dog?");
    assertEquals(new Unique(1), find("random", "5911", "b.jpg", "Is there a dog?"));
  }

  @Test
  void findsAQuestionWhosePictureHasNoName() {
    add("random", "1", "", "Is there a dog?");
    assertEquals(new Unique(0), find("random", "1", "a.jpg", "Is there a dog?"));
  }

  @Test
  void passesByAQuestionAboutAnotherPicture() {
    add("random", "1", "a.jpg", "Is there a dog?");
    assertInstanceOf(None.class, find("random", "1", "b.jpg", "Is there a dog?"));
  }

  @Test
  void takesNoneOfSeveralThatFit() {
    add("random", "1", "a.jpg", "Is there a dog?");
    add("popular", "1", "a.jpg", "Is there a dog?");
    assertInstanceOf(Several.class, find("", "1", "", "Is there a dog?"));
  }

  @Test
  void findsNothingByTheWordsAlone() {
    add("random", "1", "a.jpg", "Is there a dog?");
    assertInstanceOf(None.class, find("random", "", "", "Is there a dog?"));
  }

  @Test
  void setsAsideWhatAnEvaluatorAppended() {
    add("existence", "1", "", "Is there a dog? Please answer yes or no.");
    assertEquals(
        new Unique(0),
        find(
            "existence",
            "1",
            "",
            "Is there a dog?\nAnswer the question using a single word or phrase."));
  }

  @Test
  void givesBackEveryIdOfManyItems() {
    for (int item = 0; item < 5_000; item++) add("all", "" + item, "", "Which is " + item + "?");
    for (int item = 0; item < 5_000; item += 7) {
      assertEquals(new Unique(item), find("", "" + item, "", ""));
      assertEquals(hash("all", "" + item, "Which is " + item + "?"), index.hash(item));
    }
  }

  @Test
  void knowsARenamedItemByItsNewIdAlone() {
    add("all", "1", "", "Why?");
    String before = index.hash(0);
    String after = ContentId.of("after".getBytes(StandardCharsets.UTF_8));
    assertTrue(index.holds(before));
    index.rename(0, after);
    assertTrue(index.holds(after));
    assertFalse(index.holds(before));
    assertEquals(new Unique(0), find("all", "1", "", "Why?"));
  }

  private void add(String category, String id, String picture, String question) {
    index.add(clues(category, id, picture, question), "yes", hash(category, id, question));
  }

  private static String hash(String category, String id, String question) {
    return ContentId.of((category + "/" + id + "/" + question).getBytes(StandardCharsets.UTF_8));
  }

  private Match find(String category, String id, String picture, String question) {
    return index.find(clues(category, id, picture, question));
  }

  private static ItemClues clues(String category, String id, String picture, String question) {
    return new ItemClues(said(category), said(id), said(picture), said(question));
  }

  private static Optional<String> said(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
