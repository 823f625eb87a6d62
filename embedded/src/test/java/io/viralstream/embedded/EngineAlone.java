package io.viralstream.embedded;

import io.viralstream.embedded.clickhouse.chdb.Chdb;
import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.EngineException;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The engine without any HTTP, in a process of its own: what it gives for a statement in one
/// piece.
final class EngineAlone {

  /// The engine's parser needs more stack than a thread has by itself.
  private static final long STACK_BYTES = 8L << 20;

  private EngineAlone() {}

  /// Runs one statement for each word, which stands for `%s` in it.
  ///
  /// @return the folder with a file for each word: the result, or the error's code in `WORD.error`
  static Path results(Path folder, String statement, List<String> words) throws IOException {
    JavaRuntime java = StackUnderTest.java();
    Files.createDirectories(folder);
    Path list = Files.write(folder.resolve("words"), words);
    JavaProgram program =
        new JavaProgram(
            java.home(),
            List.of("-Xmx128m", "--enable-native-access=ALL-UNNAMED"),
            java.classPath(),
            EngineAlone.class.getName(),
            List.of(
                StackUnderTest.library().toAbsolutePath().toString(),
                folder.toString(),
                statement,
                list.toString()));
    Process process =
        new ProcessBuilder(program.command()).redirectErrorStream(true).inheritIO().start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("the engine alone ended with " + code);
      }
      return folder;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    Thread thread = new Thread(null, () -> run(arguments), "engine-alone", STACK_BYTES);
    thread.start();
    thread.join();
  }

  private static void run(String[] arguments) {
    Path folder = Path.of(arguments[1]);
    Chdb engine = Chdb.load(Path.of(arguments[0]), List.of("--path=" + folder.resolve("tables")));
    // The engine ends with its last connection.
    try (Connection keeper = engine.open()) {
      keeper.run("SELECT 1");
      for (String word : Files.readAllLines(Path.of(arguments[3]))) {
        try (Connection connection = engine.open()) {
          write(folder, word, arguments[2].formatted(word), connection);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String word, String sql, Connection connection)
      throws IOException {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    try (QueryResult result = connection.query(new Statement(bytes, "TabSeparated", Map.of()))) {
      Files.write(folder.resolve(word), result.bytes().toArray(ValueLayout.JAVA_BYTE));
    } catch (EngineException e) {
      Files.writeString(folder.resolve(word + ".error"), String.valueOf(e.code()));
    }
  }
}
