package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  @Test
  void findsAnOptionThatSaysWhatAnEarlierOneDoes() {
    assertEquals(Optional.of(2), new Choices(List.of("red", "blue", "Red.")).doubled());
    assertEquals(Optional.empty(), new Choices(List.of("red", "dark red")).doubled());
  }

  @Test
  void namesNoneForAnIndex() {
    assertEquals(Optional.empty(), new Choices(List.of("red", "blue")).in("0"));
    assertEquals(Optional.of("b"), new Choices(List.of("3", "0")).in("0"));
  }
}
