package io.viralstream.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class FatalInLogsTest {
  @ParameterizedTest
  @CsvSource({"alone, 3", "behind arguments, 3", "below the level, 3", "overflown, 0"})
  void aLibraryThatOnlyLogsExhaustedMemoryEndsTheProcess(String how, int status) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Library.class.getName(),
                how)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    assertEquals(status, process.exitValue());
  }

  /// A library that goes on after whatever it has caught.
  static final class Library {
    private Library() {}

    public static void main(String[] arguments) {
      Logging.toErrors(Level.INFO);
      Logger log = LoggerFactory.getLogger("org.apache.kafka.clients.Network");
      var exhausted = new OutOfMemoryError("Cannot reserve 8 bytes of direct buffer memory");
      switch (arguments[0]) {
        case "alone" -> log.error("caught", exhausted);
        case "behind arguments" ->
            log.error("thread {} of {} caught", 1, 2, new ExecutionException(exhausted));
        case "below the level" -> log.debug("caught in {}", "a thread", exhausted);
        default -> log.error("caught", new StackOverflowError());
      }
    }
  }
}
