package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run without a name is told by the bytes of its answers.
class AnswersHashTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void isTheFilesOwnSha256() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", AnswersHash.of(file));
  }

  @Test
  void holdsNamesAndBytesOfAFolder() throws IOException {
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Files.writeString(answers.resolve("color.txt"), "abc");
    String first = AnswersHash.of(answers);
    assertEquals(first, AnswersHash.of(answers));
    Files.move(answers.resolve("color.txt"), answers.resolve("count.txt"));
    String renamed = AnswersHash.of(answers);
    assertNotEquals(first, renamed);
    Files.writeString(answers.resolve("count.txt"), "abd");
    assertNotEquals(renamed, AnswersHash.of(answers));
  }
}
