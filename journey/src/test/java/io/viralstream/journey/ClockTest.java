package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No test decides by the clock, in any module: on a busy machine it would fail for nothing. What
/// must be fast is measured in `bench`; what may hang has a limit of minutes.
class ClockTest {
  private static final Pattern CLOCK =
      Pattern.compile(
          "nanoTime|currentTimeMillis|CpuTime|Duration\\.between|assertTimeout\\("
              + "|\\b[12]?[0-9]L?, TimeUnit\\.SECONDS|TimeUnit\\.(NANO|MICRO|MILLI)SECONDS");

  /// These read a clock and do not judge by it, or have minutes.
  private static final Set<String> HARMLESS =
      Set.of(
          "AwayBrokerJourneyTest.java", // waits minutes for a few seconds without work
          "ClockTest.java",
          "FollowerTest.java", // a limit of minutes
          "KilledTrainersJourneyTest.java"); // logs how long takeovers took

  @Test
  void noTestDecidesByTheClock() throws IOException {
    List<String> found =
        tests().stream()
            .filter(file -> !HARMLESS.contains(file.getFileName().toString()))
            .filter(ClockTest::readsAClock)
            .map(Path::toString)
            .toList();
    assertEquals(List.of(), found);
  }

  @Test
  void aTestThatReadsAClockIsFound() {
    assertTrue(CLOCK.matcher("long began = System.nanoTime();").find());
    assertTrue(CLOCK.matcher("latch.await(5, TimeUnit.SECONDS)").find());
    assertFalse(CLOCK.matcher("latch.await(60, TimeUnit.SECONDS)").find());
    assertFalse(CLOCK.matcher("latch.await(2, TimeUnit.MINUTES)").find());
  }

  private static boolean readsAClock(Path test) {
    try {
      return CLOCK.matcher(Files.readString(test)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> tests() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      List<Path> tests =
          modules
              .map(module -> module.resolve("src/test/java"))
              .filter(Files::isDirectory)
              .flatMap(ClockTest::tests)
              .toList();
      assertTrue(tests.size() > 100, "the modules' tests were not found");
      return tests;
    }
  }

  private static Stream<Path> tests(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith("Test.java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
