package io.viralstream.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of objects is read one at a time, whichever of both layouts it has.
class JsonSequenceTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsTheElementsOfAnArray() throws IOException {
    assertEquals(List.of("{\"a\":1}", "{\"a\":2}"), objects("[{\"a\":1},\n {\"a\":2}]"));
  }

  @Test
  void readsJsonLines() throws IOException {
    assertEquals(List.of("{\"a\":1}", "{\"a\":2}"), objects("{\"a\":1}\n\n{\"a\":2}\n"));
  }

  @Test
  void readsNothingFromAnEmptyFileOrArray() throws IOException {
    assertEquals(List.of(), objects(""));
    assertEquals(List.of(), objects("[]"));
  }

  @Test
  void namesThePlaceOfWhatIsNoObject() {
    var thrown = assertThrows(IOException.class, () -> objects("[{\"a\":1},\n3]"));
    assertEquals("file.json, line 2, object 2 is no JSON object", thrown.getMessage());
  }

  @Test
  void refusesAFileThatEndsInTheMiddle() {
    assertThrows(IOException.class, () -> objects("[{\"a\":1},{\"a\""));
  }

  @Test
  void refusesDeepNestingBeforeItIsBuilt() {
    assertThrows(
        IOException.class, () -> objects("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
  }

  @Test
  void knowsHowFarItIs() throws IOException {
    try (var sequence = JsonSequence.open(file("{\"a\":1}\n{\"a\":2}\n"))) {
      assertTrue(sequence.next().isPresent());
      assertTrue(sequence.position() > 0 && sequence.position() <= sequence.size());
      assertEquals(1, sequence.count());
    }
  }

  private List<String> objects(String text) throws IOException {
    var objects = new ArrayList<String>();
    try (var sequence = JsonSequence.open(file(text))) {
      for (var next = sequence.next(); next.isPresent(); next = sequence.next())
        objects.add(next.get().toString());
    }
    return objects;
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("file.json"), text);
  }
}
