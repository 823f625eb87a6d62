package io.viralstream.cli.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileTest {
  @TempDir private Path folder = Path.of("");

  private final UploadCounts counts = new UploadCounts();

  @Test
  void makesTheVersionOfItsQuestions() throws IOException {
    QuestionFile.Contents contents = read(question("1", "yes"), question("2", "no"));
    Stream<BenchmarkItem> hashes = List.of(item("1", "yes"), item("2", "no")).stream();
    assertEquals(2, contents.items());
    assertEquals(
        BenchmarkVersion.of(hashes.map(BenchmarkVersion::itemHash).toList()), contents.version());
  }

  @Test
  void countsAQuestionThatStandsTwiceOnce() throws IOException {
    assertEquals(read(question("1", "yes")), read(question("1", "yes"), question("1", "yes")));
    assertEquals(List.of(), counts.remarks());
  }

  @Test
  void refusesAQuestionThatComesAgainWithAnotherTruth() throws IOException {
    QuestionFile.Contents contents = read(question("1", "yes"), question("1", "no"));
    assertEquals(read(question("1", "yes")), contents);
    assertEquals(
        List.of("questions.jsonl, line 2, object 2: label: was asked before with another truth"),
        counts.remarks());
  }

  private QuestionFile.Contents read(String... lines) throws IOException {
    Path file = folder.resolve("questions.jsonl");
    Files.writeString(file, String.join("\n", lines));
    var quiet = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var console = new Console(quiet, quiet, false, InstantSource.system());
    try (Progress progress = console.progress("hash", Files.size(file))) {
      return new QuestionFile(file, new ImageFolder(folder)).read(progress, counts);
    }
  }

  private static String question(String id, String label) {
    return "{\"question_id\":\"" + id + "\",\"text\":\"Is it red?\",\"label\":\"" + label + "\"}";
  }

  private static BenchmarkItem item(String id, String label) {
    return BenchmarkItem.newBuilder()
        .setId("")
        .setSourceId(id)
        .setCategory("all")
        .setQuestion("Is it red?")
        .setTruth(label)
        .setFingerprints(new Fingerprints("", null))
        .setGroups(List.of())
        .build();
  }
}
