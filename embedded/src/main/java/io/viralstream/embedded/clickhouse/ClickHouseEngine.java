package io.viralstream.embedded.clickhouse;

import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.HttpCheck;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.process.JvmFlags;
import io.viralstream.embedded.process.SharedClasses;
import io.viralstream.embedded.process.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The ClickHouse engine as a child: libchdb in a JVM of its own, behind ClickHouse's HTTP
/// protocol.
public final class ClickHouseEngine {

  /// As events, messages and folders name it.
  public static final String NAME = "clickhouse";

  private static final int HEAP_MEGABYTES = 192;

  /// A death at the start shows at once; the limit is for a machine that is short of everything.
  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofSeconds(180), Duration.ofSeconds(20));

  private ClickHouseEngine() {}

  /// Says how to run the engine.
  ///
  /// @param log the file that takes its output
  public static ChildSpec child(EngineSettings settings, JavaRuntime java, Path log) {
    List<String> arguments =
        List.of(
            settings.library().toAbsolutePath().toString(),
            settings.directory().resolve("tables").toAbsolutePath().toString(),
            String.valueOf(settings.port()));
    JavaProgram program =
        new JavaProgram(
            java.home(),
            flags(settings, java),
            java.jarsAndOwnCode(),
            EngineMain.class.getName(),
            Stream.concat(arguments.stream(), EngineOptions.LIST.stream()).toList());
    return new ChildSpec(
            NAME,
            program.command(),
            settings.directory(),
            log,
            new HttpCheck(settings.url().resolve("/ping")),
            LIMITS)
        .preparedBy(() -> TemporaryFolder.emptied(settings.directory()));
  }

  private static List<String> flags(EngineSettings settings, JavaRuntime java) {
    List<String> own =
        List.of(
            "-Dlogback.configurationFile=io/viralstream/embedded/child-logback.xml",
            // Limits of the JDK's server on a request's head, and on how slowly it may arrive.
            "-Dsun.net.httpserver.maxReqHeaderSize=65536",
            "-Dsun.net.httpserver.maxReqHeaders=100",
            "-Dsun.net.httpserver.maxReqTime=60",
            "-Djdk.httpserver.maxConnections=256",
            // A client that is still sending must get its error: as much is read as may be sent.
            "-Dsun.net.httpserver.drainAmount=268435456",
            // Statements may come in the address; JDBC keeps connections for up to a minute.
            "-Dsun.net.httpserver.idleInterval=90",
            "-Dsun.net.httpserver.nodelay=true");
    return Stream.concat(
            JvmFlags.small(HEAP_MEGABYTES, TemporaryFolder.of(settings.directory()), own).stream(),
            SharedClasses.flags(java.cache(), NAME, java.jarsAndOwnCode()).stream())
        .toList();
  }
}
