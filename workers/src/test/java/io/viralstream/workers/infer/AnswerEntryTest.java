package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.avro.Finish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file is an answer only as a whole, and only for its own key.
class AnswerEntryTest {
  private static final AnswerEntry ENTRY = new AnswerEntry("key");
  private static final Reply.Said SAID =
      new Reply.Said("Grün.", 7, 3, Finish.LENGTH, 16, 4.5, Reply.Said.Source.COMPUTED);

  @TempDir Path folder;

  @Test
  void holdsTheAnswerAndWhatRanThen() throws IOException {
    assertEquals(
        Optional.of(Reply.Said.remembered("Grün.", 7, 3, Finish.LENGTH, 16)),
        ENTRY.read(file(ENTRY.content(SAID))));
  }

  @Test
  void holdsAnEmptyAnswer() throws IOException {
    Reply.Said nothing = Reply.Said.remembered("", 7, 1, Finish.STOP, 1);
    assertEquals(Optional.of(nothing), ENTRY.read(file(ENTRY.content(nothing))));
  }

  @Test
  void isAbsentWhereverTheFileWasTorn() throws IOException {
    byte[] whole = ENTRY.content(SAID);
    for (int length = 0; length < whole.length; length++) {
      assertEquals(Optional.empty(), ENTRY.read(file(Arrays.copyOf(whole, length))));
    }
  }

  @Test
  void isAbsentWhicheverByteIsAnother() throws IOException {
    byte[] whole = ENTRY.content(SAID);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      assertEquals(Optional.empty(), ENTRY.read(file(changed)));
    }
  }

  @Test
  void isAbsentUnderAnotherKey() throws IOException {
    assertEquals(Optional.empty(), ENTRY.read(file(new AnswerEntry("other").content(SAID))));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("entry"), content);
  }
}
