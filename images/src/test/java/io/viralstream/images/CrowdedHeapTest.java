package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrowdedHeapTest {
  private static final long HANG = 300;

  /// The heap has room for two decoded pictures of this size, and twelve come at once.
  @Test
  void decodesMorePicturesAtOnceThanTheHeapHasRoomFor() throws Exception {
    var program = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                CrowdedHeapMain.class.getName(),
                "12")
            .redirectErrorStream(true)
            .start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertTrue(process.waitFor(HANG, TimeUnit.SECONDS));
      assertEquals("decoded 12\n", said);
      assertEquals(0, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }
}
