package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairTrainingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {" circle", " image", " yes", " Is", " ASSISTANT", "USER", "?", " objects"})
  void makesEveryFrequentWordOneTokenWithItsLeadingBlank(String word) {
    try (Tokenizer tokenizer = Corpus.tokenizer()) {
      assertEquals(1, tokenizer.encode(word).length);
    }
  }

  @Test
  void writesTheSameFileForTheSameCorpus() {
    assertEquals(Corpus.tokenizerJson(), Corpus.tokenizerJson());
  }

  @Test
  void givesSpecialTokensTheFirstIds() {
    try (Tokenizer tokenizer = Corpus.tokenizer()) {
      assertEquals(
          List.of(0, 1, 2, 3),
          BytePairTraining.SPECIAL_TOKENS.stream().map(tokenizer::special).toList());
    }
  }

  @Test
  void staysBelowItsVocabularyLimit() {
    String json = new BytePairTraining(262, 1).train(List.of("abcd abcd abcd"));
    try (Tokenizer tokenizer = Tokenizer.parse(json)) {
      assertEquals(262, tokenizer.vocabularySize());
    }
  }

  @Test
  void joinsNothingRarerThanItsMinimum() {
    String json = new BytePairTraining(600, 3).train(List.of("ab ab"));
    try (Tokenizer tokenizer = Tokenizer.parse(json)) {
      assertEquals(2, tokenizer.encode("ab").length);
    }
  }

  @Test
  void refusesAVocabularyWithoutRoomForEveryByte() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new BytePairTraining(100, 1));
    assertTrue(refused.toString().contains("vocabularyLimit"));
  }
}
