package io.viralstream.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// The launcher on the classes under test: the script itself, beside a jar that only names them.
final class Launcher {
  private Launcher() {}

  /// @param home an installation without the product's own jar and script, which are added
  /// @return the script
  static Path beside(Path home) throws IOException {
    var manifest = new Manifest();
    Attributes said = manifest.getMainAttributes();
    said.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    said.put(Attributes.Name.MAIN_CLASS, "io.viralstream.cli.ViralMain");
    said.put(Attributes.Name.CLASS_PATH, classPath());
    said.putValue("Enable-Native-Access", "ALL-UNNAMED");
    Path jar = home.resolve("cli/target/viral.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    // No archive can hold folders of classes: where this file is, none is tried.
    Path noArchives = Files.createDirectories(home.resolve("target")).resolve("launcher");
    if (Files.notExists(noArchives)) Files.createFile(noArchives);
    Path script = home.resolve("viral");
    Files.copy(
        Path.of("..", "viral"),
        script,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    return script;
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
        .collect(Collectors.joining(" "));
  }
}
