package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every broken file is refused by name and without the room that it asks for.
class HostileFilesTest {
  private static final String SOUND = "qwen2-tied";
  private static final long MOST_BYTES = 32L << 20;

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest(name = "refuses {0}")
  @MethodSource
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void refusesEveryBrokenFile(String sentence, HostileFiles damage, String expected)
      throws IOException {
    // Once soundly, so that what classes take is not counted.
    PublishedModel.open(with.torch(), Golden.directory(SOUND)).close();
    copySound();
    damage.write(folder);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long living = with.torch().living();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> PublishedModel.open(with.torch(), folder).close(),
            sentence);
    long bytes = threads.getCurrentThreadAllocatedBytes() - allocated;
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains(expected), said);
    assertTrue(said.length() < 1_000 && said.lines().count() == 1, said);
    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
    assertEquals(living, with.torch().living());
  }

  private void copySound() throws IOException {
    try (Stream<Path> files = Files.list(Golden.directory(SOUND))) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(String.valueOf(file.getFileName())));
      }
    }
  }

  private static Stream<Arguments> refusesEveryBrokenFile() {
    return Stream.of(
            HostileFiles.weights(),
            HostileFiles.headers(),
            HostileFiles.shapes(),
            HostileFiles.offsets(),
            HostileFiles.names(),
            HostileFiles.indices(),
            HostileFiles.configurations(),
            HostileFiles.settings())
        .flatMap(each -> each)
        .map(each -> arguments(each.sentence(), each.damage(), each.expected()));
  }
}
