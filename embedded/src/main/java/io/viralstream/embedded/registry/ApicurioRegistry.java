package io.viralstream.embedded.registry;

import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.HttpCheck;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.process.JvmFlags;
import io.viralstream.embedded.process.TemporaryFolder;
import io.viralstream.embedded.process.TetheredMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The schema registry as a child: the unpacked Apicurio distribution on a tether.
public final class ApicurioRegistry {

  private static final int HEAP_MEGABYTES = 160;

  /// What `quarkus-run.jar` names as its main class.
  private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofSeconds(90), Duration.ofSeconds(15));

  private ApicurioRegistry() {}

  /// Writes the settings file and says how to run the registry on it.
  ///
  /// @param log the file that takes its output
  public static ChildSpec child(RegistrySettings settings, JavaRuntime java, Path log) {
    Path file = RegistryProperties.write(settings);
    JavaProgram program =
        new JavaProgram(
            java.home(),
            flags(settings, file),
            // Only the tether of ours: the distribution brings other versions of what we use.
            List.of(JavaRuntime.ownCode(), settings.launcher()),
            TetheredMain.class.getName(),
            List.of(QUARKUS));
    return new ChildSpec(
        "registry",
        program.command(),
        settings.directory(),
        log,
        new HttpCheck(settings.readiness()),
        LIMITS);
  }

  /// The settings file overrides the distribution's own, and the child has no environment that
  /// could override the file.
  private static List<String> flags(RegistrySettings settings, Path file) {
    Path temporary = TemporaryFolder.emptied(settings.directory());
    return JvmFlags.small(
        HEAP_MEGABYTES,
        temporary,
        List.of(
            "-Dquarkus.config.locations=" + file.toUri(),
            "-Dapicurio.storage.snapshot.location=" + temporary,
            "-Dapicurio.import.work-dir=" + temporary));
  }
}
