package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashMemoryTest {
  private static final FileTime BEFORE = FileTime.fromMillis(1_000_000);

  @TempDir Path folder;

  private Path directory;
  private Path file;
  private HashMemory memory;

  @BeforeEach
  void write() throws IOException {
    directory = Files.createDirectory(folder.resolve("model"));
    file = write("one");
    memory = new HashMemory(folder.resolve("hashes"));
  }

  private Path write(String content) throws IOException {
    Path written = Files.writeString(directory.resolve("weights"), content);
    return Files.setLastModifiedTime(written, BEFORE);
  }

  private List<Path> remembered() throws IOException {
    try (Stream<Path> listed = Files.list(folder.resolve("hashes"))) {
      return listed.toList();
    }
  }

  @Test
  void givesTheHashOfTheDirectory() throws IOException {
    assertEquals(DirectoryHash.of(directory), memory.sha256(directory));
    assertEquals(DirectoryHash.of(directory), memory.sha256(directory));
    assertEquals(3, HashMemory.bytes(directory));
  }

  @Test
  void readsNoFileAgainWhileNamesSizesAndTimesStay() throws IOException {
    String first = memory.sha256(directory);
    write("two"); // as long, and as old
    assertEquals(first, new HashMemory(folder.resolve("hashes")).sha256(directory));
  }

  @Test
  void remembersTheHashOfADirectoryThatIsGone() throws IOException {
    assertEquals(Optional.empty(), memory.ofGone(directory));
    String first = memory.sha256(directory);
    Files.move(directory, folder.resolve("elsewhere"));
    assertEquals(Optional.of(first), memory.ofGone(directory));
  }

  @Test
  void readsThemAgainWhereATimeOrASizeIsAnother() throws IOException {
    String first = memory.sha256(directory);
    write("two");
    Files.setLastModifiedTime(file, FileTime.fromMillis(2_000_000));
    assertEquals(DirectoryHash.of(directory), memory.sha256(directory));
    write("three");
    assertEquals(DirectoryHash.of(directory), memory.sha256(directory));
    assertNotEquals(first, memory.sha256(directory));
  }

  @Test
  void forgetsWhatItsOwnFileDoesNotSayWholly() throws IOException {
    String hash = memory.sha256(directory);
    Path own = remembered().getFirst();
    Files.writeString(own, Files.readString(own).substring(0, 20));
    assertEquals(hash, memory.sha256(directory));
    assertEquals(1, remembered().size());
  }

  @Test
  void hashesAllTheSameWhereNothingCanBeRemembered() throws IOException {
    Files.writeString(folder.resolve("hashes"), "a file in the folder's place");
    assertEquals(DirectoryHash.of(directory), memory.sha256(directory));
  }
}
