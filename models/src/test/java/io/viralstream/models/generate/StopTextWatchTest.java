package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.models.text.BytePairTraining;
import io.viralstream.models.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopTextWatchTest {
  private static final Tokenizer TOKENIZER =
      Tokenizer.parse(new BytePairTraining(300, 1).train(List.of("USER: yes ASSISTANT: no")));

  @Test
  void findsATextThatBeginsInEarlierTokens() {
    assertEquals(" yes USER:", saidUntil("USER:", " yes USER: and on"));
  }

  @Test
  void findsATextWhoseLastCharacterIsSeveralTokens() {
    assertEquals("a 漢", saidUntil("漢", "a 漢b"));
  }

  @Test
  void findsATextInsideAToken() {
    assertEquals("n no", saidUntil("o", "n no no"));
  }

  @Test
  void refusesAnEmptyStopText() {
    assertThrows(
        IllegalArgumentException.class, () -> new Stopping.Texts(TOKENIZER, List.of("a", "")));
  }

  /// What was said when the stop text was found.
  private static String saidUntil(String stop, String text) {
    StopTextWatch watch = new StopTextWatch(new Stopping.Texts(TOKENIZER, List.of("~", stop)));
    int[] ids = TOKENIZER.encode(text);
    for (int i = 0; i < ids.length; i++) {
      if (watch.holds(ids[i])) return TOKENIZER.decode(Arrays.copyOf(ids, i + 1));
    }
    return "never";
  }
}
