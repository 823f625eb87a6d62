package io.viralstream.embedded.clickhouse;

import io.viralstream.embedded.process.Loopback;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the engine's library lies, where it keeps its tables and where it listens, on loopback.
///
/// @param library libchdb.so, exactly 26.7.3-stable.1
/// @param directory tables and temporary files
/// @param port what clients connect to
public record EngineSettings(Path library, Path directory, int port) {

  public EngineSettings {
    if (!Files.isRegularFile(library)) {
      throw new IllegalArgumentException(
          "engine library is " + library + ", expected libchdb.so: run npm ci in embedded/engine");
    }
  }

  /// @return what clients take as the server's address
  public URI url() {
    return URI.create("http://" + Loopback.HOST + ":" + port);
  }
}
