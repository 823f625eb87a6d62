package io.viralstream.cli.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/// What an analysis leaves behind, and from which it goes on where it broke off.
///
/// | file | holds |
/// |---|---|
/// | `analysis.json` | what is analysed and how |
/// | `rows.jsonl` | one line an item: its figures, or why it was skipped |
/// | `summary.json` | means and intervals over all items |
/// | `pictures/` | components and attention of the first items |
public final class AnalysisFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAN = "analysis.json";
  private static final String ROWS = "rows.jsonl";

  private final Path folder;
  private final Set<String> done;
  private final OutputStream rows;

  private AnalysisFolder(Path folder, Set<String> done, OutputStream rows) {
    this.folder = folder;
    this.done = done;
    this.rows = rows;
  }

  /// Makes the folder, or goes on with the same analysis.
  ///
  /// @throws AnalysisRefused where it holds something else
  public static AnalysisFolder open(Path folder, AnalysisPlan plan) throws IOException {
    Files.createDirectories(folder.resolve("pictures"));
    Path said = folder.resolve(PLAN);
    String wanted = plan.json().toPrettyString() + "\n";
    if (Files.exists(said) && !Files.readString(said).equals(wanted))
      throw new AnalysisRefused(
          "--out: " + folder + " holds another analysis (" + PLAN + "); expected an empty folder");
    if (!Files.exists(said)) replace(said, wanted);
    return withRows(folder, folder.resolve(ROWS));
  }

  /// @param rows where they go
  static AnalysisFolder withRows(Path folder, Path rows) throws IOException {
    return new AnalysisFolder(
        folder,
        known(folder.resolve(ROWS)),
        Files.newOutputStream(rows, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /// The items that stand in whole lines; what a kill left of a line is cut off.
  private static Set<String> known(Path rows) throws IOException {
    Set<String> known = new HashSet<>();
    if (!Files.exists(rows)) return known;
    try (RandomAccessFile file = new RandomAccessFile(rows.toFile(), "rw")) {
      file.setLength(wholeLines(file));
    }
    try (BufferedReader lines = Files.newBufferedReader(rows)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        known.add(JSON.readTree(line).path("item").asText());
      }
    }
    return known;
  }

  /// Where the last line feed ends.
  private static long wholeLines(RandomAccessFile file) throws IOException {
    byte[] piece = new byte[1 << 16];
    for (long end = file.length(); end > 0; end = Math.max(0, end - piece.length)) {
      long start = Math.max(0, end - piece.length);
      int length = Math.toIntExact(end - start);
      file.seek(start);
      file.readFully(piece, 0, length);
      for (int i = length - 1; i >= 0; i--) if (piece[i] == '\n') return start + i + 1;
    }
    return 0;
  }

  boolean has(String item) {
    return done.contains(item);
  }

  /// Whole or not at all, as far as a reader that cuts off torn lines can see.
  ///
  /// @throws IOException naming the item, where the disk is full
  void add(ObjectNode row) throws IOException {
    String item = row.path("item").asText();
    try {
      rows.write((row + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException full) {
      throw new IOException(rows() + ": item " + item + ": " + full.getMessage(), full);
    }
    done.add(item);
  }

  /// A picture of an item, as PNG.
  ///
  /// @throws IOException naming the file, where the disk is full
  void draw(String name, byte[] png) throws IOException {
    Path file = folder.resolve("pictures").resolve(name);
    try {
      Files.write(file, png);
    } catch (IOException full) {
      throw new IOException(file + ": " + full.getMessage(), full);
    }
  }

  /// One line an item.
  public Path rows() {
    return folder.resolve(ROWS);
  }

  /// Writes the means over all items.
  public void summarize(JsonNode summary) throws IOException {
    replace(folder.resolve("summary.json"), summary.toPrettyString() + "\n");
  }

  private static void replace(Path file, String text) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
