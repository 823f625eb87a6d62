package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.console.Console;
import io.viralstream.datasets.BenchmarkQuestion;
import io.viralstream.datasets.RecordSource;
import io.viralstream.datasets.RecordedAnswer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/// Matching keeps hashes of the items alone, however much text the answers have: gigabytes of it go
/// through a heap of 48 MiB.
class ReplayMemoryTest {
  private static final int ITEMS = 50_000;
  private static final int ANSWERS = 100_000;
  private static final int LENGTH = 20_000;

  @Test
  void matchesGigabytesOfAnswersInASmallHeap() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Matching.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = child.waitFor(5, TimeUnit.MINUTES);
    child.destroyForcibly();
    assertTrue(ended);
    assertEquals(0, child.exitValue());
  }

  /// The child: reads the questions, then matches every answer.
  static final class Matching {
    private Matching() {}

    public static void main(String[] arguments) throws Exception {
      var silent = new PrintStream(OutputStream.nullOutputStream());
      var console = new Console(silent, silent, false, InstantSource.system());
      var questions =
          new QuestionReading(console)
              .read(() -> new Generated<>(ITEMS, Matching::question), Optional.empty());
      long matched =
          new MatchedAnswers(questions.index(), LENGTH, console)
              .check(() -> new Generated<>(ANSWERS, Matching::answer));
      System.exit(matched == ANSWERS ? 0 : 1);
    }

    private static BenchmarkQuestion question(long number) {
      return new BenchmarkQuestion(
          "all",
          Long.toString(number),
          "Which is number " + number + "?",
          "yes",
          List.of(),
          List.of(),
          Optional.empty());
    }

    private static RecordedAnswer answer(long number) {
      long item = number % ITEMS;
      return new RecordedAnswer(
          Optional.empty(),
          Optional.of(Long.toString(item)),
          Optional.empty(),
          Optional.of("Which is number " + item + "?"),
          Character.toString((int) ('a' + number % 26)).repeat(LENGTH),
          Optional.empty());
    }
  }

  /// Records that are made when they are asked for.
  private record Generated<T>(long size, LongFunction<T> record, long[] read)
      implements RecordSource<T> {
    Generated(long size, LongFunction<T> record) {
      this(size, record, new long[1]);
    }

    @Override
    public Optional<Placed<T>> next() {
      if (read[0] == size) return Optional.empty();
      return Optional.of(new Placed<>("record " + read[0], record.apply(read[0]++)));
    }

    @Override
    public long position() {
      return read[0];
    }

    @Override
    public void close() {}
  }
}
