package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `loss` computes in bfloat16 on the CPU, in a process of its own: the layer between Java and
/// libtorch ends the whole process where it is asked for a bfloat16 in a way that it does not know.
class BrainFloatLossTest {
  @TempDir Path folder;

  @Test
  void isAsNearToTheReferenceAsEightBitsAllow() throws IOException, InterruptedException {
    Path said = folder.resolve("said");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                GoldenLossMain.class.getName(),
                GoldenModel.ALL.toString(),
                "cpu",
                "bf16")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = child.waitFor(10, TimeUnit.MINUTES);
    child.destroyForcibly();
    String lines = Files.readString(said);
    assertTrue(ended, lines);
    assertEquals(0, child.exitValue(), lines);
    long held = lines.lines().filter(line -> line.endsWith(" ok")).count();
    assertEquals(GoldenLoss.in("bf16", GoldenModel.ALL).size(), held, lines);
  }
}
