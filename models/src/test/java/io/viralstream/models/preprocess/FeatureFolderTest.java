package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.model.PatchFeatures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a folder gives back, what it takes for absent, and how many bytes it keeps.
class FeatureFolderTest {
  private static final long AMPLE = 1 << 20;

  /// Of an entry of these tests: header, six floats, hash.
  private static final int BYTES = 52 + 24 + 32;

  @TempDir Path temporary;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int made;

  @ParameterizedTest
  @EnumSource(FeatureType.class)
  void givesBackTheBitsThatItWasGiven(FeatureType type) {
    FeatureEntry entry = new FeatureEntry("key", type, 2, 3);
    float[] fresh = folder(AMPLE).get(entry, () -> type.rounded(make())).values();
    float[] kept = folder(AMPLE).get(entry, () -> type.rounded(make())).values();
    assertArrayEquals(fresh, kept);
    assertEquals(1, made);
  }

  @Test
  void tellsKeysApart() {
    FeatureFolder folder = folder(AMPLE);
    get(folder, "a");
    get(folder, "b");
    assertEquals(2, made);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 51, 52, BYTES - 33, BYTES - 1})
  void makesAgainWhatWasTornThere(int length) throws IOException {
    get(folder(AMPLE), "a");
    Path file = only();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    assertMadeAgain();
  }

  /// As a power cut leaves a file whose length was on disk before its bytes.
  @ParameterizedTest
  @ValueSource(ints = {0, 52, BYTES - 32})
  void makesAgainWhatEndsInZeros(int from) throws IOException {
    get(folder(AMPLE), "a");
    Path file = only();
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, from, content.length, (byte) 0);
    Files.write(file, content);
    assertMadeAgain();
  }

  @Test
  void makesAgainWhatHasAWrongBit() throws IOException {
    get(folder(AMPLE), "a");
    Path file = only();
    byte[] content = Files.readAllBytes(file);
    for (int at = 0; at < BYTES; at += 9) {
      byte[] wrong = content.clone();
      wrong[at] ^= 4;
      Files.write(file, wrong);
      int before = made;
      get(folder(AMPLE), "a");
      assertEquals(before + 1, made, "byte " + at);
    }
  }

  @Test
  void makesAgainWhatAnotherKeysFileStandsFor() throws IOException {
    get(folder(AMPLE), "b");
    byte[] foreign = Files.readAllBytes(only());
    Files.delete(only());
    get(folder(AMPLE), "a");
    Files.write(only(), foreign);
    assertMadeAgain();
  }

  /// Sparse, so that only a reader who believes the file's length takes memory for it.
  @Test
  void readsNothingOfAFileThatIsTooLong() throws IOException {
    get(folder(AMPLE), "a");
    try (var file = new RandomAccessFile(only().toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertMadeAgain();
  }

  @Test
  void makesAgainWhatAFolderStandsFor() throws IOException {
    get(folder(AMPLE), "a");
    Path file = only();
    Files.delete(file);
    Files.createDirectory(file);
    FeatureFolder folder = folder(AMPLE);
    get(folder, "a");
    get(folder, "a");
    assertEquals(3, made);
    assertEquals(0, folder.counts().entries());
  }

  private void assertMadeAgain() {
    int before = made;
    FeatureFolder folder = folder(AMPLE);
    float[] again = get(folder, "a");
    assertEquals(before + 1, made);
    assertArrayEquals(again, get(folder, "a"));
    assertEquals(before + 1, made, "is kept again");
  }

  @Test
  void refusesToKeepFeaturesOfAnotherShape() {
    FeatureEntry wider = new FeatureEntry("a", FeatureType.F32, 2, 4);
    assertEquals(
        "features of 2 x 3, expected 2 x 4",
        assertThrows(IllegalArgumentException.class, () -> folder(AMPLE).get(wider, this::make))
            .getMessage());
  }

  @Test
  void deletesWhatWasUsedLongestAgo() {
    FeatureFolder folder = folder(BYTES * 7 / 2);
    for (String key : List.of("a", "b", "c", "a", "d")) get(folder, key);
    assertEquals(3 * BYTES, folder.counts().bytes());
    assertEquals(4, made);
    get(folder, "a");
    get(folder, "c");
    get(folder, "d");
    assertEquals(4, made, "a, c and d are there");
    get(folder, "b");
    assertEquals(5, made, "b is not");
  }

  @Test
  void takesNoMoreBytesThanItMay() throws IOException {
    FeatureFolder folder = folder(10 * BYTES);
    for (int i = 0; i < 40; i++) {
      get(folder, "picture " + i);
      assertTrue(bytes() <= 10 * BYTES, bytes() + " bytes");
      assertEquals(bytes(), folder.counts().bytes());
    }
  }

  @Test
  void keepsNothingThatIsLargerThanAllOfIt() throws IOException {
    get(folder(BYTES - 1), "a");
    assertEquals(0, bytes());
  }

  @Test
  void findsMoreThanItMayKeepFromALargerLimit() throws IOException {
    FeatureFolder larger = folder(AMPLE);
    for (int i = 0; i < 20; i++) get(larger, "picture " + i);
    get(folder(5 * BYTES), "another");
    assertTrue(bytes() <= 5 * BYTES, bytes() + " bytes");
  }

  @Test
  void sharesItsFilesWithAnotherProcess() {
    FeatureFolder mine = folder(AMPLE);
    FeatureFolder others = folder(AMPLE);
    get(mine, "a");
    get(others, "a");
    get(others, "b");
    get(mine, "b");
    assertEquals(2, made);
    assertEquals(new FeatureCache.Counts(1, 1, 1, BYTES), mine.counts());
  }

  @Test
  void servesSeveralThreadsOfTwoProcessesAtOnce() throws Exception {
    List<FeatureFolder> folders = List.of(folder(20 * BYTES), folder(20 * BYTES));
    float[] expected = make().values();
    List<Callable<Boolean>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      FeatureFolder folder = folders.get(thread % 2);
      threads.add(() -> {
        for (int i = 0; i < 60; i++) {
          FeatureEntry entry = new FeatureEntry("picture " + i % 30, FeatureType.F32, 2, 3);
          PatchFeatures fresh = new PatchFeatures(expected.clone(), 2, 3);
          if (!Arrays.equals(expected, folder.get(entry, () -> fresh).values())) return false;
        }
        return true;
      });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> right : executor.invokeAll(threads)) assertTrue(right.get());
    }
    for (Path file : files()) assertTrue(file.toString().endsWith(".features"), file.toString());
  }

  /// Each writes half of what both may keep, so neither would look if it counted its own alone.
  @Test
  void countsWhatAnotherProcessKeepsNowAndThen() throws IOException {
    FeatureFolder mine = folder(32 * BYTES);
    FeatureFolder others = folder(32 * BYTES);
    for (int i = 0; i < 31; i++) {
      get(mine, "mine " + i);
      get(others, "other " + i);
      assertTrue(bytes() <= (32 + 2 * 3) * BYTES, bytes() + " bytes");
    }
  }

  @Test
  void bearsThatAnotherProcessDeletesItsFiles() throws IOException {
    FeatureFolder folder = folder(BYTES * 5 / 2);
    get(folder, "a");
    get(folder, "b");
    for (Path file : files()) Files.delete(file);
    get(folder, "c");
    get(folder, "a");
    assertEquals(4, made);
    assertEquals(2 * BYTES, bytes());
  }

  @Test
  void goesOnWhereNothingCanBeWritten() throws IOException {
    Path file = Files.writeString(temporary.resolve("features"), "a file, no folder");
    FeatureFolder folder = FeatureFolder.at(file, AMPLE, () -> now);
    assertArrayEquals(get(folder, "a"), get(folder, "a"));
    assertEquals(2, made);
    assertEquals("a file, no folder", Files.readString(file));
  }

  @Test
  void keepsAgainAMinuteAfterTheFolderIsBack() throws IOException {
    FeatureFolder folder = folder(AMPLE);
    Files.delete(temporary.resolve("features"));
    get(folder, "a");
    Files.createDirectory(temporary.resolve("features"));
    get(folder, "a");
    assertEquals(0, bytes(), "it rests");
    now = now.plus(Duration.ofMinutes(2));
    get(folder, "a");
    get(folder, "a");
    assertEquals(3, made);
  }

  /// As a process leaves it that is killed between writing and moving.
  @Test
  void deletesWhatWasLeftUnfinishedAnHourAgo() throws IOException {
    get(folder(AMPLE), "a");
    String name = String.valueOf(only().getFileName()).replace(".features", "");
    Path old = left(name + "-17.unfinished", Duration.ofMinutes(61));
    Path young = left(name + "-18.unfinished", Duration.ofMinutes(59));
    FeatureFolder folder = folder(AMPLE);
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(young));
    assertEquals(1, folder.counts().entries());
  }

  @Test
  void leavesNothingUnfinished() throws IOException {
    get(folder(AMPLE), "a");
    assertEquals(1, files().size());
  }

  @Test
  void leavesOtherPeoplesFilesAlone() throws IOException {
    FeatureFolder folder = folder(BYTES * 3 / 2);
    Path theirs = left("notes.features", Duration.ofDays(900));
    Path unfinished = left("notes.unfinished", Duration.ofDays(900));
    for (int i = 0; i < 5; i++) get(folder, "picture " + i);
    assertTrue(Files.exists(theirs));
    assertTrue(Files.exists(unfinished));
  }

  private Path left(String name, Duration ago) throws IOException {
    Path file = Files.write(temporary.resolve("features").resolve(name), new byte[BYTES]);
    return Files.setLastModifiedTime(file, FileTime.from(now.minus(ago)));
  }

  private FeatureFolder folder(long limit) {
    return FeatureFolder.at(temporary.resolve("features"), limit, () -> now);
  }

  /// Each a second after the one before.
  private float[] get(FeatureFolder folder, String key) {
    now = now.plusSeconds(1);
    return folder.get(new FeatureEntry(key, FeatureType.F32, 2, 3), this::make).values();
  }

  private PatchFeatures make() {
    made++;
    return new PatchFeatures(new float[] {.1f, -.2f, 1 / 3f, 1e-7f, 4, 0}, 2, 3);
  }

  private Path only() throws IOException {
    List<Path> files = files();
    assertEquals(1, files.size());
    return files.getFirst();
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files()) bytes += Files.size(file);
    return bytes;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("features"))) {
      return files.toList();
    }
  }
}
