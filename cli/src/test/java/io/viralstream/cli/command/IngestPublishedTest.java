package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ingest --benchmark` of the files that benchmarks are published as.
class IngestPublishedTest {
  private static final String TWO = "1.jpg\tIs it a cat?\tYes\n1.jpg\tIs it a dog?\tNo\n";
  private static final String TAKEN = "{\"taken\":2,\"refused\":0,\"lines\":[]}";

  @TempDir private Path folder = Path.of("");
  private final FakeGateway gateway = unstarted();

  private static FakeGateway unstarted() {
    try {
      return new FakeGateway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Path mme(String rows) throws IOException {
    Path subtasks = Files.createDirectories(folder.resolve("mme"));
    Files.writeString(subtasks.resolve("OCR.txt"), rows);
    return subtasks;
  }

  private CommandRun ingest(String rule, String... more) {
    gateway.on("POST /v1/benchmarks/b/items", 202, TAKEN);
    gateway.on("POST /v1/benchmarks/b/seal", 200, "{}");
    var arguments = new ArrayList<String>(List.of("ingest", "--benchmark", "b", "--rule", rule));
    arguments.addAll(List.of("--gateway", gateway.url().toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void sendsQuestionsWithTheirGroupsAndPicturesNames() throws IOException {
    CommandRun run = ingest("mme", mme(TWO).toString());

    assertEquals(ExitCode.DONE, run.code(), run.err());
    String items = gateway.requests().getFirst().body();
    assertTrue(items.contains("\"question_id\":\"OCR/1/2\",\"category\":\"OCR\""), items);
    assertTrue(items.contains("\"image_name\":\"OCR/1.jpg\""), items);
    assertTrue(items.contains("{\"kind\":\"image\",\"id\":\"OCR/1\",\"size\":2}"), items);
    String seal = gateway.requests().getLast().body();
    assertTrue(seal.contains("\"items\":2,\"watched\":false,\"rule\":\"mme\""), seal);
  }

  @Test
  void sendsThePictureOfAFolderOnceForItsTwoQuestions() throws IOException {
    byte[] picture = {1, 2, 3};
    Files.createDirectories(folder.resolve("OCR"));
    Files.write(folder.resolve("OCR/1.jpg"), picture);
    CommandRun run = ingest("mme", mme(TWO).toString(), "--images", folder.toString());

    assertEquals(ExitCode.DONE, run.code(), run.err());
    String items = gateway.requests().getFirst().body();
    String part = "; name=\"" + ContentId.of(picture) + "\"";
    assertEquals(items.indexOf(part), items.lastIndexOf(part));
    assertTrue(items.contains("\"image\":\"" + ContentId.of(picture) + "\""), items);
  }

  @Test
  void sendsNothingWhereThePictureIsNotInTheFolder() throws IOException {
    CommandRun run = ingest("mme", mme(TWO).toString(), "--images", folder.toString());

    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("OCR.txt, line 1: image: OCR/1.jpg is not in the"), run.err());
    assertEquals(List.of(), gateway.requests());
  }

  @Test
  void sendsNothingOfAFileThatIsCutOff() throws IOException {
    CommandRun run = ingest("mme", mme(TWO + "2.jpg\tIs it").toString());

    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("OCR.txt, line 3: 2 columns, expected picture"), run.err());
    assertEquals(List.of(), gateway.requests());
  }

  @Test
  void takesSplitsFromLabelFilesAlone() throws IOException {
    Path file = folder.resolve("coco.json");
    String row =
        "{\"question_id\": %d, \"image\": \"1.jpg\", \"text\": \"A %d?\", \"label\": \"no\"}\n";
    Files.writeString(file, row.formatted(1, 1) + row.formatted(2, 2));
    CommandRun run = ingest("pope", "--labels", "random=" + file);

    assertEquals(ExitCode.DONE, run.code(), run.err());
    String items = gateway.requests().getFirst().body();
    assertTrue(items.contains("\"category\":\"random\""), items);
  }

  @Test
  void asksForTheSplitOfALabelFile() throws IOException {
    Path file = folder.resolve("coco.json");
    Files.writeString(
        file, "{\"question_id\": 1, \"image\": \"1.jpg\", \"text\": \"A?\", \"label\": \"no\"}\n");
    CommandRun run = ingest("pope", "--labels", file.toString());

    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("expected --labels random=coco.json"), run.err());
  }

  @Test
  void sendsAFileOfOnesOwnFormAsItStands() throws IOException {
    Path file = folder.resolve("own.jsonl");
    String row = "{\"question_id\":\"1\",\"more\":\"kept\",\"text\":\"A?\",\"label\":\"no\"}";
    Files.writeString(file, row);
    CommandRun run = ingest("pope", file.toString());

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(gateway.requests().getFirst().body().contains(row));
  }

  @Test
  void asksForTheFolderOfPicturesThatAnOwnFileNames() throws IOException {
    Path file = folder.resolve("own.jsonl");
    Files.writeString(
        file, "{\"question_id\":\"1\",\"image\":\"a.png\",\"text\":\"A?\",\"label\":\"no\"}");
    CommandRun run = ingest("generic", file.toString());

    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("image: a.png needs its folder: --images DIR"), run.err());
    assertFalse(run.err().contains("Missing required option"), run.err());
  }

  @Test
  void demandsAFolderOfPicturesForAFeed() throws IOException {
    Path file = folder.resolve("train.json");
    Files.writeString(file, "[]");
    CommandRun run =
        CommandRun.of("ingest", file.toString(), "--gateway", gateway.url().toString());

    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("Missing required option: '--images=DIR'"), run.err());
  }
}
