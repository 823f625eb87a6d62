package io.viralstream.embedded;

import io.viralstream.embedded.process.JavaRuntime;
import java.nio.file.Path;

/// What the one-machine stack runs on and where it keeps everything.
///
/// @param data the folder that holds the whole state; one stack at a time
/// @param registryHome the unpacked registry, the folder of `quarkus-run.jar`
/// @param engineLibrary libchdb.so
/// @param java what children run on
/// @param ports wanted ports
public record StackSettings(
    Path data, Path registryHome, Path engineLibrary, JavaRuntime java, WantedPorts ports) {

  /// Ports that must be had; 0 takes the one of the last start if it is free, else any.
  ///
  /// @param kafka of the broker
  /// @param registry of the schema registry
  /// @param clickhouse of the engine's HTTP interface
  public record WantedPorts(int kafka, int registry, int clickhouse) {

    /// No wishes.
    public static final WantedPorts ANY = new WantedPorts(0, 0, 0);

    public WantedPorts {
      requirePort("kafka", kafka);
      requirePort("registry", registry);
      requirePort("clickhouse", clickhouse);
    }

    private static void requirePort(String key, int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException(key + " port is " + port + ", expected 0 to 65535");
      }
    }
  }

  Path log(String name) {
    return data.resolve("logs").resolve(name + ".log");
  }
}
