package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The JVM's archive of loaded classes, which halves the work of a child's next start.
///
/// The JVM writes it when a child stops that had none, checks it at each start and goes on without
/// it where it is missing, damaged, or of other jars; nothing here can make a start fail.
public final class SharedClasses {

  private SharedClasses() {}

  /// @param cache the folder of archives; may be deleted at any time
  /// @param name of the child
  /// @param classPath of the child; with a folder in it no archive can be had, and no flags are
  ///   returned
  public static List<String> flags(Path cache, String name, List<Path> classPath) {
    if (!classPath.stream().allMatch(Files::isRegularFile)) {
      return List.of();
    }
    try {
      Path folder = Files.createDirectories(cache).toAbsolutePath();
      return List.of(
          "-XX:+AutoCreateSharedArchive",
          "-XX:SharedArchiveFile=" + folder.resolve(name + ".jsa"),
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:cds*=off:stderr",
          "-Xlog:aot*=off:stderr");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
