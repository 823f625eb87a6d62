package io.viralstream.embedded.process;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// JVM flags that every child gets: a small footprint, a quick start, nothing outside its folder.
public final class JvmFlags {

  private JvmFlags() {}

  /// @param heapMegabytes the largest heap; a child that needs more ends rather than limps
  /// @param temporary where libraries unpack their native code
  /// @param more flags of this component
  public static List<String> small(int heapMegabytes, Path temporary, List<String> more) {
    List<String> common =
        List.of(
            "-Xms32m",
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            // C1 alone starts quickest and needs the least memory; these children are not hot.
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=40m",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.io.tmpdir=" + temporary,
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
    return Stream.concat(common.stream(), more.stream()).toList();
  }
}
