package io.viralstream.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The JVM's archive of loaded classes, which halves the work of a child's next start.
///
/// The JVM writes it when a child stops that had none, checks it at each start and goes on without
/// it where it is missing, damaged, or of other jars; nothing here can make a start fail.
public final class SharedClasses {

  private static final List<String> QUIET =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=error:stderr",
          "-Xlog:cds*=off:stderr",
          "-Xlog:aot*=off:stderr");

  private SharedClasses() {}

  /// @param cache the folder of archives; may be deleted at any time
  /// @param name of the child
  /// @param classPath of the child; with a folder in it no archive can be had, and no flags are
  ///   returned
  public static List<String> flags(Path cache, String name, List<Path> classPath) {
    if (!classPath.stream().allMatch(Files::isRegularFile)) {
      return List.of();
    }
    Path archive = cache.toAbsolutePath().resolve(name + ".jsa");
    return Stream.concat(archive(archive), QUIET.stream()).toList();
  }

  /// A JVM that cannot write its archive at its end would end with an error, so that a user who may
  /// not write there reads the one that there is.
  private static Stream<String> archive(Path file) {
    String named = "-XX:SharedArchiveFile=" + file;
    if (isWritable(file)) return Stream.of("-XX:+AutoCreateSharedArchive", named);
    return Files.isReadable(file) ? Stream.of(named) : Stream.of();
  }

  private static boolean isWritable(Path file) {
    try {
      Path folder = Files.createDirectories(file.getParent());
      return Files.isWritable(folder) && (Files.notExists(file) || Files.isWritable(file));
    } catch (IOException readOnly) {
      return false;
    }
  }
}
