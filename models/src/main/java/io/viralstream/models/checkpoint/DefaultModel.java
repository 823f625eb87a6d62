package io.viralstream.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The small learnt model that travels in the jar, laid out as a directory when it is needed.
public final class DefaultModel {
  private static final String RESOURCES = "/io/viralstream/models/default-model/";
  private static final List<String> FILES =
      List.of(
          ModelDirectory.CONFIG,
          ModelDirectory.TOKENIZER,
          ModelDirectory.WEIGHTS,
          ModelDirectory.TEACHER_CONFIG,
          ModelDirectory.TEACHER_WEIGHTS,
          "CARD.md");

  private DefaultModel() {}

  /// Writes the model below a folder, under a name that its content gives it, once: an equal
  /// directory is taken as it is, even if another process wrote it.
  ///
  /// @throws CheckpointRejected where the jar holds no model
  public static ModelDirectory in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = Files.createTempDirectory(folder, ".unfinished-");
    for (String name : FILES) Durable.write(unfinished.resolve(name), resource(name));
    String sha256 = DirectoryHash.of(unfinished);
    Path finished = folder.resolve("default-" + sha256.substring(0, 12));
    if (Files.isDirectory(finished) && DirectoryHash.of(finished).equals(sha256)) {
      Durable.deleteDirectory(unfinished);
      return new ModelDirectory(finished);
    }
    Durable.deleteDirectory(finished);
    Files.move(unfinished, finished, StandardCopyOption.ATOMIC_MOVE);
    return new ModelDirectory(finished);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream content = DefaultModel.class.getResourceAsStream(RESOURCES + name)) {
      if (content == null) throw new CheckpointRejected("default model: " + name + " is missing");
      return content.readAllBytes();
    }
  }
}
