package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatalErrorsTest {
  private static final OutOfMemoryError EXHAUSTED =
      new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory");

  @Test
  void findsExhaustedMemoryBehindWhateverWrapsIt() {
    var wrapped = new CompletionException(new IOException("read", EXHAUSTED));
    assertEquals(Optional.of(EXHAUSTED), FatalErrors.in(wrapped));
  }

  @Test
  void leavesAnOverflownStackToWhoeverCausedIt() {
    assertEquals(Optional.empty(), FatalErrors.in(new StackOverflowError()));
    assertTrue(FatalErrors.anyIn(new CompletionException(new StackOverflowError())).isPresent());
  }

  @Test
  void takesAnExceptionForNoError() {
    assertEquals(
        Optional.empty(), FatalErrors.anyIn(new IllegalStateException("a", new IOException())));
  }

  @Test
  void endsWhereCausesGoInCircles() {
    var first = new IllegalStateException("a");
    first.initCause(new IllegalStateException("b", first));
    assertEquals(Optional.empty(), FatalErrors.in(first));
  }

  @ParameterizedTest
  @CsvSource({"exhausted, 3", "wrapped, 3", "overflown, 0", "fine, 0"})
  void endsTheProcessOfAThreadThatDiesOfOne(String how, int status) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Dying.class.getName(),
                how)
            .inheritIO()
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals(status, process.exitValue());
  }

  /// A process whose thread dies in the way that its argument says.
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) throws InterruptedException {
      FatalErrors.endOnThoseOfThreads();
      Thread thread = Thread.ofVirtual().start(() -> die(arguments[0]));
      thread.join();
    }

    private static void die(String how) {
      switch (how) {
        case "exhausted" -> throw EXHAUSTED;
        case "wrapped" -> throw new CompletionException(EXHAUSTED);
        case "overflown" -> throw new StackOverflowError();
        default -> {}
      }
    }
  }
}
