package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChairParserTest {
  private static final ChairParser CHAIR =
      new ChairParser(
          new SynonymTable(
              List.of(
                  "person, man, woman, child, baby, passenger, people",
                  "dog, puppy, hound",
                  "elephant",
                  "train",
                  "bus",
                  "knife",
                  "wine glass",
                  "cup, glass",
                  "hot dog",
                  "tie, bow, bow tie",
                  "toilet",
                  "chair, seat",
                  "dining table, table",
                  "airplane, jet, plane",
                  "",
                  "bowl, plate")));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "A dog.",                               "dog"
          "Two puppies and a hound",              "dog, dog"
          "Three men, two women and children",    "person, person, person"
          "Buses, knives and glasses",            "bus, knife, cup"
          "Two wine glasses",                     "wine glass"
          "A hot dog",                            "hot dog"
          "A hot, dog",                           "dog"
          "Hot dogs on a plate",                  "hot dog, bowl"
          "A baby elephant",                      "elephant"
          "Adult elephants and a baby",           "elephant, person"
          "A passenger train on a train track",   "train"
          "Passenger jets",                       "airplane"
          "A catcher at home plate",              ""
          "A bow tie",                            "tie"
          "A bow, tie",                           "tie, tie"
          "A toilet seat",                        "toilet"
          "A toilet with a seat",                 "toilet"
          "A seat",                               "chair"
          "The dog's table",                      "dog, dining table"
          "A dogged underdog",                    ""
          "",                                     ""
          """)
  void readsTheObjectsThatACaptionMentions(String caption, String mentions) {
    assertEquals(mentions, CHAIR.read(truth(""), caption).parsed());
  }

  @Test
  void aCaptionIsRightWhereAllThatItMentionsIsThere() {
    assertEquals(true, CHAIR.read(truth("dog, person"), "A man and his dogs.").correct());
    assertEquals(false, CHAIR.read(truth("dog, person"), "A dog on a bus.").correct());
    assertEquals(true, CHAIR.read(truth(""), "Nothing at all.").correct());
  }

  @Test
  void theTruthIsWhatIsAnnotatedAndWhatPeopleMention() {
    List<String> captions = List.of("A puppy under the table.", "A hound and a man");
    assertEquals("bus, dining table, dog, person", CHAIR.truth(List.of("bus", "dog"), captions));
    assertThrows(IllegalArgumentException.class, () -> CHAIR.truth(List.of("unicorn"), List.of()));
  }

  @Test
  void refusesSynonymsWithAnEmptyWord() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new SynonymTable(List.of("dog, puppy", "cat,, kitten")));
    assertEquals(
        "line 2: an empty word, expected words with commas between them", refused.getMessage());
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("", CHAIR.read(truth(""), "-".repeat(500_000)).parsed());
    assertEquals("", CHAIR.read(truth(""), "sesmenves".repeat(50_000) + "s").parsed());
    String dogs = CHAIR.read(truth("dog"), "dog ".repeat(50_000)).parsed();
    assertEquals(50_000, ChairParser.objects(dogs).size());
  }

  private static Question truth(String objects) {
    return new Question("Describe it.", objects, List.of());
  }
}
