package io.viralstream.cli.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file's objects are read one at a time, whatever its layout; what is none is told of by place.
class RecordFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsArraysAndLinesInOneFile() throws IOException {
    assertEquals(
        List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}"),
        told("[{\"a\":1},\n {\"a\":2}]\n[{\"a\":3}]\n{\"a\":4}\n"));
  }

  @Test
  void readsNothingFromAnEmptyFileOrArray() throws IOException {
    assertEquals(List.of(), told(""));
    assertEquals(List.of(), told("[]"));
  }

  @Test
  void namesThePlaceOfWhatIsNoObject() throws IOException {
    assertEquals(
        List.of("{\"a\":1}", "file.json, line 2, object 2: the document: expected an object"),
        told("[{\"a\":1},\n3]"));
  }

  @Test
  void readsOnBehindABrokenLine() throws IOException {
    assertEquals(
        List.of(
            "{\"a\":1}",
            "file.json, line 2, object 2: not JSON: it ends in the middle at character 6,"
                + " near {\"b\":",
            "{\"a\":3}"),
        told("{\"a\":1}\n{\"b\":\n{\"a\":3}\n"));
  }

  @Test
  void refusesDeepNestingByItsPlace() throws IOException {
    String deep = "{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}";
    List<String> told = told(deep + "\n{\"a\":2}");
    assertTrue(told.getFirst().contains("nested deeper than 16"), told.getFirst());
    assertEquals("{\"a\":2}", told.getLast());
  }

  @Test
  void refusesAFileInAnotherEncodingByName() {
    byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);
    IOException thrown = assertThrows(IOException.class, () -> RecordFile.open(file(utf16)));
    assertEquals("file.json: not JSON in UTF-8: it is UTF-16", thrown.getMessage());
  }

  @Test
  void knowsHowFarItIs() throws IOException {
    try (var records =
        RecordFile.open(file("{\"a\":1}\n{\"a\":2}\n".getBytes(StandardCharsets.UTF_8)))) {
      assertTrue(records.next().isPresent());
      assertTrue(records.position() > 0 && records.position() <= records.size());
    }
  }

  private List<String> told(String text) throws IOException {
    var told = new ArrayList<String>();
    try (var records = RecordFile.open(file(text.getBytes(StandardCharsets.UTF_8)))) {
      for (Optional<RecordFile.Placed> next = records.next();
          next.isPresent();
          next = records.next()) told.add(told(next.get()));
    }
    return told;
  }

  private static String told(RecordFile.Placed record) {
    try {
      assertTrue(record.document().isObject());
      return record.tree().toString();
    } catch (ProblemException refused) {
      return record.place() + ": " + refused.problem().detail();
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file.json"), bytes);
  }
}
