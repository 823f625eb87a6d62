package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.settings.Environment;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.JavaRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the workers' child is launched with.
class WorkersProcessTest {
  @TempDir Path folder;

  @Test
  void handsOnExactlyWhatNativeLibrariesRead() throws Exception {
    var card =
        Map.of(
            "LD_LIBRARY_PATH", "/opt/cuda",
            "PYTORCH_LIBRARY_PATH", "/opt/torch/lib",
            "PYTORCH_VERSION", "2.7.1",
            "PYTORCH_FLAVOR", "cu128",
            "CUDA_VISIBLE_DEVICES", "");
    var all = new HashMap<>(card);
    all.putAll(Map.of("HOME", "/root", "PATH", "/bin", "LD_PRELOAD", "x", "VIRAL_LOG", "WARN"));
    assertEquals(card, spec(all).environment());
  }

  @Test
  void handsItsOwnSettingsOnAsArgumentsAndNoOthers() throws Exception {
    List<String> command = spec(Map.of("VIRAL_LOG", "WARN", "PYTORCH_VERSION", "2.7.1")).command();
    assertEquals("VIRAL_LOG=WARN", command.getLast());
    assertFalse(command.stream().anyMatch(argument -> argument.startsWith("PYTORCH")));
  }

  @Test
  void endsWithoutMemory() throws Exception {
    assertTrue(spec(Map.of()).command().contains("-XX:+ExitOnOutOfMemoryError"));
  }

  @Test
  void isNotHealthyByTheFileOfADeadPredecessor() throws Exception {
    Files.writeString(folder.resolve("workers.ready"), "ready\n");
    ChildSpec spec = spec(Map.of());
    spec.preparation().run();
    assertFalse(spec.health().healthy());
  }

  private ChildSpec spec(Map<String, String> environment) throws Exception {
    var plan = new StackPlan(DataFolder.at(folder), Optional.empty(), Optional.empty(), List.of());
    var java = new JavaRuntime(Path.of("/jdk"), List.of(folder), folder.resolve("cache"));
    return WorkersProcess.spec(plan, java, Environment.of(environment));
  }
}
