package io.viralstream.journey;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.ProgressState;
import io.viralstream.schemas.avro.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder that commit e94d8087 wrote, with an evaluation half done: today's steps go on with
/// its offsets, stores and schemas.
///
/// [HalfDoneFolderMain] makes such a folder; what a step must not change for this to hold stands in
/// `TopologyShapeTest` of `streams`.
class UpgradeJourneyTest {
  @TempDir private Path folder;

  @Test
  void scoresTheOtherHalfAndNothingTwice() throws Exception {
    unpack("half-done-e94d8087.zip");
    Instant began = Instant.now();
    try (HalfDoneStack stack = HalfDoneStack.start(folder)) {
      HalfDoneLog log = stack.log();
      log.writeAnswers(0, HalfDone.ITEMS); // those that count already come again, and come first
      Waiting.until("the evaluation is complete", () -> complete(log));
      assertEquals(scoresOfTheOtherHalf(), scoresSince(began, log));
      assertEquals(HalfDone.ITEMS, log.scored());
      assertEquals(List.of(), log.all(Topics.DEAD_LETTERS));
    }
  }

  private static boolean complete(HalfDoneLog log) {
    return log.progress().values().stream()
        .allMatch(progress -> progress.getState() == ProgressState.COMPLETE);
  }

  private static List<String> scoresOfTheOtherHalf() {
    return IntStream.range(HalfDone.ITEMS / 2, HalfDone.ITEMS)
        .mapToObj(HalfDone::id)
        .flatMap(id -> Stream.of(id + " pope-official", id + " strict"))
        .sorted()
        .toList();
  }

  private static List<String> scoresSince(Instant began, HalfDoneLog log) {
    return log.scores().stream()
        .filter(score -> !score.getAt().isBefore(began))
        .map(UpgradeJourneyTest::named)
        .sorted()
        .toList();
  }

  private static String named(Score score) {
    return score.getItemId() + " " + score.getVariant();
  }

  private void unpack(String name) throws IOException {
    try (InputStream packed = requireNonNull(getClass().getResourceAsStream(name));
        ZipInputStream zip = new ZipInputStream(packed)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
