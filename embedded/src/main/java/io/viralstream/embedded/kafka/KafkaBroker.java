package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.JavaProgram;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.embedded.process.JvmFlags;
import io.viralstream.embedded.process.Loopback;
import io.viralstream.embedded.process.SharedClasses;
import io.viralstream.embedded.process.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The Kafka broker as a child: broker and controller in one JVM, from the Maven artifacts.
public final class KafkaBroker {

  /// As events, messages and folders name it.
  public static final String NAME = "kafka";

  private static final int HEAP_MEGABYTES = 256;

  /// A death at the start shows at once; the limit is for a machine that is short of everything.
  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofSeconds(180), Duration.ofSeconds(20));

  private KafkaBroker() {}

  /// Writes the settings file and says how to run the broker on it.
  ///
  /// @param log the file that takes its output
  public static ChildSpec child(BrokerSettings settings, JavaRuntime java, Path log) {
    BrokerProperties.write(settings);
    JavaProgram program =
        new JavaProgram(
            java.home(),
            flags(settings, java),
            java.jarsAndOwnCode(),
            BrokerMain.class.getName(),
            arguments(settings));
    return new ChildSpec(
            settings.name(),
            program.command(),
            settings.directory(),
            log,
            new ApiVersionsCheck(Loopback.at(settings.port())),
            LIMITS)
        .preparedBy(() -> TemporaryFolder.emptied(settings.directory()));
  }

  /// Nodes of one cluster are told its id; a broker alone draws one.
  private static List<String> arguments(BrokerSettings settings) {
    String file = settings.propertiesFile().toAbsolutePath().toString();
    return Stream.concat(Stream.of(file), settings.place().clusterId().stream()).toList();
  }

  /// Direct memory is what the network threads read requests into; records up to 10 MiB need room.
  private static List<String> flags(BrokerSettings settings, JavaRuntime java) {
    List<String> own =
        List.of(
            "-XX:MaxDirectMemorySize=128m",
            "-Dlogback.configurationFile=io/viralstream/embedded/child-logback.xml");
    return Stream.concat(
            JvmFlags.small(HEAP_MEGABYTES, TemporaryFolder.of(settings.directory()), own).stream(),
            SharedClasses.flags(java.cache(), NAME, java.jarsAndOwnCode()).stream())
        .toList();
  }
}
