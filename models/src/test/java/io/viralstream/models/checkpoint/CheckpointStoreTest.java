package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStoreTest {
  @TempDir Path root;
  private CheckpointStore store;

  @BeforeEach
  void open() {
    store = new CheckpointStore(root, "viral");
  }

  @Test
  void namesACheckpointAfterArmStepAndContent() throws IOException {
    StoredCheckpoint stored = store.write(50, holding("weights"));
    assertEquals("viral-50-" + stored.sha256().substring(0, 12), stored.version());
    assertEquals(stored.version(), stored.directory().getFileName().toString());
    assertEquals("weights", Files.readString(stored.directory().resolve("model")));
  }

  @Test
  void reusesAnEqualDirectory() throws IOException {
    StoredCheckpoint first = store.write(50, holding("weights"));
    assertEquals(first, store.write(50, holding("weights")));
    assertEquals(1, count());
  }

  @Test
  void givesAnEqualDirectoryBackWhatOnlyResumingNeeds() throws IOException {
    StoredCheckpoint first = store.write(50, CheckpointStoreTest::inTwoParts);
    store.deleteResumedBut(Set.of()); // by an owner that died before it deleted the rest
    assertEquals(first, store.write(50, CheckpointStoreTest::inTwoParts));
    Path moments = first.directory().resolve(CheckpointStore.RESUME).resolve("moments");
    assertEquals("moments", Files.readString(moments));
    assertEquals(1, count());
  }

  @Test
  void replacesADamagedDirectoryOfTheSameName() throws IOException {
    StoredCheckpoint first = store.write(50, holding("weights"));
    Files.writeString(first.directory().resolve("model"), "damaged");
    store.write(50, holding("weights"));
    assertEquals(first.directory(), CheckpointStore.verified(first.uri(), first.sha256()));
  }

  @Test
  void verifiesWhatItLoads() throws IOException {
    StoredCheckpoint stored = store.write(1, holding("weights"));
    Files.writeString(stored.directory().resolve("extra"), "");
    assertThrows(
        CheckpointRejected.class, () -> CheckpointStore.verified(stored.uri(), stored.sha256()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost/x", "file:///nowhere/at/all", "::", "relative"})
  void refusesAUriThatIsNoDirectoryHere(String uri) {
    assertThrows(CheckpointRejected.class, () -> CheckpointStore.verified(uri, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "Viral", "-a", "a-", "a b"})
  void refusesAnArmThatIsNoFolderName(String arm) {
    assertThrows(IllegalArgumentException.class, () -> new CheckpointStore(root, arm));
  }

  @Test
  void deletesOnlyWhatNoRecordNames() throws IOException {
    StoredCheckpoint kept = store.write(0, holding("start"));
    store.write(50, holding("weights"));
    assertThrows(IOException.class, () -> store.write(60, this::diesHalfWay));
    store.deleteAllBut(Set.of(kept.directory()));
    assertTrue(Files.isDirectory(kept.directory()));
    assertEquals(1, count());
  }

  @Test
  void leavesOtherArmsAlone() throws IOException {
    StoredCheckpoint other = new CheckpointStore(root, "baseline").write(0, holding("start"));
    store.deleteAllBut(Set.of());
    assertTrue(Files.isDirectory(other.directory()));
  }

  @Test
  void neverNamesAnUnfinishedDirectory() throws IOException {
    assertThrows(IOException.class, () -> store.write(60, this::diesHalfWay));
    try (Stream<Path> listed = Files.list(root.resolve("viral"))) {
      assertFalse(listed.anyMatch(d -> d.getFileName().toString().startsWith("viral-")));
    }
  }

  @Test
  void hashesNamesApartFromContents() throws IOException {
    StoredCheckpoint a = store.write(1, d -> Durable.write(d.resolve("ab"), bytes("c")));
    StoredCheckpoint b = store.write(1, d -> Durable.write(d.resolve("a"), bytes("bc")));
    assertNotEquals(a.sha256(), b.sha256());
  }

  private void diesHalfWay(Path directory) throws IOException {
    Durable.write(directory.resolve("model"), bytes("half"));
    throw new IOException("killed");
  }

  private static CheckpointStore.Content holding(String content) {
    return directory -> Durable.write(directory.resolve("model"), bytes(content));
  }

  private static void inTwoParts(Path directory) throws IOException {
    Durable.write(directory.resolve("model"), bytes("weights"));
    Path resume = Files.createDirectory(directory.resolve(CheckpointStore.RESUME));
    Durable.write(resume.resolve("moments"), bytes("moments"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long count() throws IOException {
    try (Stream<Path> listed = Files.list(root.resolve("viral"))) {
      return listed.count();
    }
  }
}
