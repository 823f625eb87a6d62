package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/// A tiny checkpoint of the workers' tests, with what transformers computed with it.
record GoldenModel(Path directory) {
  static final Path ALL =
      Path.of("../models/src/test/resources/io/viralstream/models/golden")
          .toAbsolutePath()
          .normalize();

  static GoldenModel of(String name) {
    return new GoldenModel(ALL.resolve(name));
  }

  String path() {
    return directory.toString();
  }

  String picture() {
    return directory.resolve("picture.png").toString();
  }

  JsonNode reference() throws IOException {
    return new ObjectMapper().readTree(directory.resolve("reference.json").toFile());
  }
}
