package io.viralstream.embedded.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The JDK and the class path that children of this project run on.
///
/// @param home the JDK's folder
/// @param classPath what the parent itself runs on
/// @param cache files that only speed up a start and may be deleted at any time
public record JavaRuntime(Path home, List<Path> classPath, Path cache) {

  public JavaRuntime {
    classPath = List.copyOf(classPath);
  }

  /// Jars of the class path behind this module's own code. Folders of other modules stay out: no
  /// child needs them, and an ahead-of-time cache cannot describe folders.
  public List<Path> jarsAndOwnCode() {
    Path own = ownCode();
    Stream<Path> jars =
        classPath.stream()
            .filter(entry -> entry.toString().endsWith(".jar"))
            .filter(entry -> !entry.equals(own));
    return Stream.concat(Stream.of(own), jars).toList();
  }

  /// @return the jar or folder that holds this module's classes
  public static Path ownCode() {
    try {
      return Path.of(JavaRuntime.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("this module's code has no file location", e);
    }
  }
}
