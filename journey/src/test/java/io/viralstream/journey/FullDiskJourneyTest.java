package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An `up` whose disk fills.
class FullDiskJourneyTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int DISK = 500;
  private static final int RESERVE = 100;
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Pattern HELD =
      Pattern.compile("kafka ended with code \\d+ and waits to be started again: .*make room");

  @TempDir private Path folder;

  @Test
  void whatIsAskedIsRefusedWhileTheDiskIsFullAndAllGoesOnWhenThereIsRoom() throws Exception {
    assumeTrue(UpProcess.canHaveSmallDisk(), "nobody may mount a file system here");
    var reserve = Map.of("VIRAL_DISK_RESERVE", Integer.toString(RESERVE));
    try (UpProcess up = UpProcess.launchOnSmallDisk(folder, DISK, reserve).awaitReady()) {
      var asked = new TreeSet<>(Set.of(answered(up)));
      Path filler = up.data().resolveSibling("filler");

      fill(filler, RESERVE / 2);
      assertRefused(up.ask("Is there a circle?"));
      assertTrue(up.readiness().toString().contains("are kept free; make room there"));
      Files.delete(filler);
      asked.add(answered(up));

      Waiting.until(
          "the broker ended for want of room, and the console says so",
          LIMIT,
          () -> {
            fill(filler, 0); // again: the engine gives room back where it merges parts
            return HELD.matcher(up.said()).find();
          });
      assertRefused(up.ask("Is there a circle?"));
      Files.delete(filler);
      Waiting.until("it is ready again", LIMIT, up::isReady);
      asked.add(answered(up));
      Waiting.until("every row is stored", LIMIT, () -> rows(up).equals(asked));
      assertEquals(Integer.toString(asked.size()), up.select("SELECT count() FROM asked"));
    }
  }

  /// Fills the disk up to what is to be left of it, in MiB.
  private static void fill(Path filler, int left) throws IOException {
    byte[] mebibyte = new byte[MEBIBYTE];
    try (var file = new RandomAccessFile(filler.toFile(), "rw")) {
      file.seek(file.length());
      writeUntilFull(file, mebibyte);
      file.setLength(file.length() - (long) left * MEBIBYTE);
    }
  }

  private static void writeUntilFull(RandomAccessFile file, byte[] block) throws IOException {
    try {
      while (file.length() < (long) DISK * MEBIBYTE) file.write(block);
    } catch (IOException full) {
      assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full::toString);
    }
  }

  private static void assertRefused(HttpResponse<String> reply) {
    assertEquals(503, reply.statusCode(), reply.body());
    assertTrue(reply.headers().firstValue("Retry-After").isPresent());
    assertTrue(reply.body().contains("are kept free; make room there"), reply.body());
  }

  /// Asks until it is answered, and returns the id.
  private static String answered(UpProcess up) throws Exception {
    var replies = new ArrayDeque<HttpResponse<String>>();
    Waiting.until(
        "a question is answered",
        LIMIT,
        () -> {
          replies.addLast(up.ask("Is there a circle?"));
          return replies.getLast().statusCode() == 200;
        });
    return new ObjectMapper().readTree(replies.getLast().body()).path("id").asText();
  }

  private static Set<String> rows(UpProcess up) throws Exception {
    return new TreeSet<>(List.of(up.select("SELECT id FROM asked").split("\n")));
  }
}
