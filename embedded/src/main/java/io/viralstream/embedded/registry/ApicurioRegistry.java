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

  /// As events, messages and folders name it.
  public static final String NAME = "registry";

  private static final int HEAP_MEGABYTES = 160;

  /// What `quarkus-run.jar` names as its main class.
  private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

  /// A death at the start shows at once; the limit is for a machine that is short of everything.
  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofSeconds(180), Duration.ofSeconds(15));

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
            NAME,
            program.command(),
            settings.directory(),
            log,
            new HttpCheck(settings.readiness()),
            LIMITS)
        .preparedBy(() -> TemporaryFolder.emptied(settings.directory()));
  }

  /// The settings file overrides the distribution's own, and the child has no environment that
  /// could override the file.
  private static List<String> flags(RegistrySettings settings, Path file) {
    Path temporary = TemporaryFolder.of(settings.directory());
    return JvmFlags.small(
        HEAP_MEGABYTES,
        temporary,
        List.of(
            "-Dquarkus.config.locations=" + file.toUri(),
            "-Dapicurio.storage.snapshot.location=" + temporary,
            "-Dapicurio.import.work-dir=" + temporary));
  }
}
