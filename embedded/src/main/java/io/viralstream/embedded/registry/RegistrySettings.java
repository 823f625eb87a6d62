package io.viralstream.embedded.registry;

import io.viralstream.embedded.process.Loopback;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the registry's program lies, where it keeps its schemas and where it listens, on loopback.
///
/// @param home the unpacked distribution, the folder of `quarkus-run.jar`
/// @param directory the H2 file and temporary files
/// @param port what clients connect to
/// @param managementPort health and metrics
public record RegistrySettings(Path home, Path directory, int port, int managementPort) {

  public RegistrySettings {
    if (!Files.isRegularFile(home.resolve("quarkus-run.jar"))) {
      throw new IllegalArgumentException(
          "registry home is " + home + ", expected a folder with quarkus-run.jar");
    }
    if (port == managementPort) {
      throw new IllegalArgumentException(
          "managementPort is " + managementPort + " like port, expected another one");
    }
  }

  Path launcher() {
    return home.resolve("quarkus-run.jar").toAbsolutePath();
  }

  /// The H2 address. WRITE_DELAY=0 has each commit written before it is answered; H2's own shutdown
  /// hook is off because the registry closes the file itself, after its last request.
  String database() {
    return "jdbc:h2:file:"
        + directory.toAbsolutePath().resolve("schemas")
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
  }

  /// @return the Confluent-compatible API, to which `/subjects` is appended
  public URI api() {
    return URI.create("http://" + Loopback.HOST + ":" + port + "/apis/ccompat/v7");
  }

  URI readiness() {
    return URI.create("http://" + Loopback.HOST + ":" + managementPort + "/health/ready");
  }
}
