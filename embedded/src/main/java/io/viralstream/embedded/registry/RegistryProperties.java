package io.viralstream.embedded.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/// The registry's settings file: the fixed ones of `registry.properties` and those of this start.
final class RegistryProperties {

  private RegistryProperties() {}

  /// @return the written file
  static Path write(RegistrySettings settings) {
    Path file = settings.directory().resolve("registry.properties").toAbsolutePath();
    try {
      Files.createDirectories(settings.directory());
      // As a stream it is ASCII with escapes, which every reader of such files takes alike.
      try (OutputStream writer = Files.newOutputStream(file)) {
        of(settings).store(writer, "written at each start");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Properties of(RegistrySettings settings) {
    Properties properties = fixed();
    properties.setProperty("quarkus.http.port", String.valueOf(settings.port()));
    properties.setProperty("quarkus.management.port", String.valueOf(settings.managementPort()));
    properties.setProperty("apicurio.datasource.url", settings.database());
    return properties;
  }

  private static Properties fixed() {
    Properties properties = new Properties();
    try (InputStream resource =
        Objects.requireNonNull(
            RegistryProperties.class.getResourceAsStream("registry.properties"))) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
