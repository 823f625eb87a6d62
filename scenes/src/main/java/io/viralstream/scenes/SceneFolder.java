package io.viralstream.scenes;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.scenes.AskedScene.BenchmarkItem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/// Writes asked scenes as files: pictures under `images/`, and one JSON object a line beside them.
public final class SceneFolder {
  /// Conversations, as `ingest` takes them.
  public static final String CONVERSATIONS = "train.jsonl";

  /// Benchmark items, as `ingest --benchmark` takes them.
  public static final String ITEMS = "test.jsonl";

  private final Path folder;
  private final ObjectMapper json = new ObjectMapper();

  public SceneFolder(Path folder) {
    this.folder = folder;
  }

  /// Writes scenes to train on; a scene that no question fits is left out.
  public void writeConversations(Stream<AskedScene> scenes) throws IOException {
    try (BufferedWriter lines = open(CONVERSATIONS)) {
      for (Iterator<AskedScene> each = scenes.iterator(); each.hasNext(); ) {
        AskedScene scene = each.next();
        if (!scene.questions().isEmpty()) {
          writePicture(scene);
          writeLine(lines, scene.conversation());
        }
      }
    }
  }

  /// Writes scenes to be asked about.
  public void writeItems(Stream<AskedScene> scenes) throws IOException {
    try (BufferedWriter lines = open(ITEMS)) {
      for (Iterator<AskedScene> each = scenes.iterator(); each.hasNext(); ) {
        AskedScene scene = each.next();
        writePicture(scene);
        for (BenchmarkItem item : scene.items()) {
          writeLine(lines, item);
        }
      }
    }
  }

  private BufferedWriter open(String name) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    return Files.newBufferedWriter(folder.resolve(name));
  }

  private void writePicture(AskedScene scene) throws IOException {
    Files.write(folder.resolve(scene.image()), scene.png());
  }

  private void writeLine(BufferedWriter lines, Object record) throws IOException {
    lines.write(json.writeValueAsString(record));
    lines.write('\n');
  }
}
