package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.cli.settings.Environment;
import io.viralstream.models.published.BaseReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseFoldersTest {
  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/viralstream/models/golden/llava-vicuna-clip");

  @TempDir Path folder;

  @Test
  void findsAMovedBaseWhereAFolderIsNamedForIt() throws IOException {
    BaseReference base = BaseFolders.models(environment(Map.of())).describe(copied());
    Path models = Files.createDirectory(folder.resolve("models"));
    Path moved = Files.move(folder.resolve("llava"), models.resolve("other"));
    assertEquals(moved, BaseFolders.models(with("VIRAL_MODELS", models)).find(base));
  }

  /// Who starts an arm again with `--model` at the new place has said where its base lies.
  @Test
  void findsAMovedBaseWhereItIsTheModelThatArmsStartFrom() throws IOException {
    BaseReference base = BaseFolders.models(environment(Map.of())).describe(copied());
    Path moved = Files.move(folder.resolve("llava"), folder.resolve("other"));
    assertEquals(moved, BaseFolders.models(with("VIRAL_MODEL", moved)).find(base));
  }

  private Environment with(String key, Path value) {
    return environment(Map.of(key, value.toString()));
  }

  private Environment environment(Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put("VIRAL_CHECKPOINTS", folder.resolve("checkpoints").toString());
    return Environment.of(all);
  }

  private Path copied() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("llava"));
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }
}
