package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopeParsersTest {
  private static final Question YES = new Question("Is there a dog?", "yes", List.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Yes,                          yes
          "No, there is no dog.",       no
          "There is not, I think",      no
          "There is none.",             yes
          "NO",                         yes
          "I see it. No doubt.",        yes
          "",                           yes
          "No.",                        no
          "Nothing",                    yes
          """)
  void readsAsPopesOwnScriptDoes(String raw, String parsed) {
    assertEquals(parsed, PopeParsers.official(YES, raw).parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          " YES ",        yes
          no,             no
          "No.",          unknown
          "yes, a dog",   unknown
          "",             unknown
          """)
  void strictReadsNothingButYesAndNo(String raw, String parsed) {
    assertEquals(parsed, PopeParsers.strict(YES, raw).parsed());
  }
}
