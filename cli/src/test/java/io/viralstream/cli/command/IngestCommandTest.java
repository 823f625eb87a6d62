package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ingest` sends a file in batches, ends the feed, and waits for the arms that were live.
class IngestCommandTest {
  private static final String SAMPLE =
      "{\"id\":\"1\",\"image\":\"a.png\",\"conversations\":[{\"from\":\"human\",\"value\":\"<image>\\nq\"},{\"from\":\"gpt\",\"value\":\"a\"}]}";
  private static final String ENDED = "{\"id\":\"e1\",\"feed\":\"train\",\"arms\":[\"viral\"]}";
  private static final String LIVE = "{\"arms\":[{\"arm\":\"viral\",\"live\":true}]}";

  @TempDir private Path folder = Path.of("");
  private FakeGateway gateway = unstarted();

  private static FakeGateway unstarted() {
    try {
      return new FakeGateway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void writeAFile() throws IOException {
    Files.write(folder.resolve("a.png"), new byte[] {1, 2, 3});
    Files.writeString(folder.resolve("train.json"), "[" + SAMPLE + "]");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void sendsThePictureUnderItsHashAndEndsTheFeed() {
    taking("{\"taken\":1,\"refused\":0,\"lines\":[{\"line\":1,\"id\":\"x\"}]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.DONE, run.code(), run.err());
    FakeGateway.Request sent = gateway.requests().getFirst();
    String sha256 = ContentId.of(new byte[] {1, 2, 3});
    assertEquals("POST /v1/samples?feed=train&pass=1", sent.line());
    assertTrue(sent.body().contains("\"image\":\"" + sha256 + "\""), sent.body());
    assertTrue(sent.body().contains("name=\"" + sha256 + "\""), sent.body());
    assertEquals("POST /v1/feeds/train/end", gateway.requests().getLast().line());
  }

  @Test
  void asksForADecayWithTheFeedsEnd() {
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    CommandRun run = ingest("--decay", "40");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals("POST /v1/feeds/train/end?decay=40", gateway.requests().getLast().line());
  }

  @Test
  void printsOneJsonObjectAsTheLastLine() {
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    assertEquals(
        "{\"feed\":\"train\",\"taken\":1,\"refused\":0,\"end\":\"e1\",\"models\":{}}",
        ingest("--json").last());
  }

  @Test
  void sendsAPassForEachEpoch() {
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    assertEquals(ExitCode.DONE, ingest("--epochs", "2").code());
    assertEquals("POST /v1/samples?feed=train&pass=2", gateway.requests().get(1).line());
  }

  @Test
  void waitsUntilEveryArmHasACheckpointOfTheEnd() {
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    gateway.on("GET /v1/arms", 200, LIVE);
    gateway.on("GET /v1/feeds/train/ends/e1", 200, ending("false", "null"));
    gateway.on("GET /v1/feeds/train/ends/e1", 200, ending("true", "\"viral-3-ab\""));
    CommandRun run = ingest("--wait", "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.last().endsWith("\"models\":{\"viral\":\"viral-3-ab\"}}"), run.last());
  }

  @Test
  void sendsNothingWhereItShouldWaitAndNoArmIsLive() {
    gateway.on("GET /v1/arms", 200, "{\"arms\":[{\"arm\":\"viral\",\"live\":false}]}");
    CommandRun run = ingest("--wait");
    assertEquals(ExitCode.REFUSED, run.code());
    assertTrue(run.err().contains("no arm learns"), run.err());
    assertEquals(1, gateway.requests().size());
  }

  @Test
  void countsRefusedLinesAndSaysWhy() {
    taking(
        "{\"taken\":1,\"refused\":1,\"lines\":[{\"line\":1,\"problem\":{\"title\":\"too long\",\"field\":\"image\"}}]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("train.json, line 1, object 1: image: too long"), run.err());
  }

  @Test
  void sendsEveryObjectOfArraysThatStandOneBehindTheOther() throws IOException {
    Files.writeString(
        folder.resolve("train.json"), "[" + SAMPLE + "]\n[" + SAMPLE + "]\n" + SAMPLE + "\n");
    taking("{\"taken\":3,\"refused\":0,\"lines\":[]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.DONE, run.code(), run.err());
    String sent = gateway.requests().getFirst().body();
    assertEquals(4, sent.split("\"conversations\"", -1).length);
  }

  @Test
  void refusesABrokenLineByItsPlaceAndTakesTheOthers() throws IOException {
    Files.writeString(
        folder.resolve("train.json"), SAMPLE + "\n{\"id\":\"x\",\"image\":\n" + SAMPLE + "\n");
    taking("{\"taken\":2,\"refused\":0,\"lines\":[]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.out().contains("taken 2, refused 1"), run.out());
    assertTrue(run.err().contains("train.json, line 2, object 2: not JSON: it ends"), run.err());
    assertEquals("POST /v1/feeds/train/end", gateway.requests().getLast().line());
  }

  @Test
  void saysWhatWasTakenOtherwiseThanItStands() {
    taking(
        "{\"taken\":1,\"refused\":0,\"lines\":[{\"line\":1,\"id\":\"x\",\"note\":\"a turn was left out\"}]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.DONE, run.code());
    assertTrue(run.err().contains("line 1, object 1: taken, but a turn was left out"), run.err());
  }

  @Test
  void takesAListOfOnePictureUnderItsHash() throws IOException {
    Files.writeString(
        folder.resolve("train.json"),
        SAMPLE.replace("\"image\":\"a.png\"", "\"images\":[\"a.png\"]"));
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    assertEquals(ExitCode.DONE, ingest().code());
    String sent = gateway.requests().getFirst().body();
    assertTrue(sent.contains("\"image\":\"" + ContentId.of(new byte[] {1, 2, 3}) + "\""), sent);
    assertTrue(!sent.contains("images"), sent);
  }

  @Test
  void refusesToReadAPipeTwice() {
    var run =
        CommandRun.of(
            "ingest",
            "/dev/null",
            "--images",
            folder.toString(),
            "--epochs",
            "2",
            "--gateway",
            gateway.url().toString());
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("can be read only once"), run.err());
  }

  @Test
  void sendsABatchAgainWhoseLinesFoundTheLogAway() {
    taking("{\"taken\":0,\"refused\":1,\"lines\":[{\"line\":1,\"problem\":{\"status\":503}}]}");
    gateway.on("POST /v1/samples", 202, "{\"taken\":1,\"refused\":0,\"lines\":[]}");
    assertEquals(ExitCode.DONE, ingest().code());
  }

  @Test
  void waitsForAsLongAsAFullGatewaySaysAndGoesOn() {
    gateway.full("POST /v1/samples", 7);
    gateway.full("POST /v1/samples", 2);
    taking("{\"taken\":1,\"refused\":0,\"lines\":[]}");
    var waits = new ArrayList<Duration>();
    var run = CommandRun.of(waits::add, arguments());
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(List.of(Duration.ofSeconds(7), Duration.ofSeconds(2)), waits);
    assertEquals(4, gateway.requests().size());
  }

  @Test
  void goesOnWhereAGatewayBreaksOffInTheMiddleAndComesBack() throws IOException {
    writeSamples(1_200);
    gateway.on("POST /v1/samples", 202, "{\"taken\":500,\"refused\":0,\"lines\":[]}");
    gateway.breakOff("POST /v1/samples");
    taking("{\"taken\":350,\"refused\":0,\"lines\":[]}");
    CommandRun run = ingest();
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().contains("taken 1200, refused 0"), run.out());
    assertEquals(5, gateway.requests().size());
    assertEquals(gateway.requests().get(1).body(), gateway.requests().get(2).body());
  }

  @Test
  void sentAgainAfterItDiedInTheMiddleItSendsEveryLineAndOneEnd() throws IOException {
    writeSamples(1_200);
    gateway.on("POST /v1/samples", 202, "{\"taken\":500,\"refused\":0,\"lines\":[]}");
    gateway.on("POST /v1/samples", 500, "{}");
    taking("{\"taken\":400,\"refused\":0,\"lines\":[]}");
    assertTrue(ingest().code() != ExitCode.DONE);
    int before = gateway.requests().size();
    assertEquals(2, before);

    assertEquals(ExitCode.DONE, ingest().code());

    List<FakeGateway.Request> again = gateway.requests().subList(before, gateway.requests().size());
    for (int line : new int[] {0, 499, 500, 1_199}) {
      String question = "question " + line + "\"";
      assertEquals(
          1, again.stream().filter(request -> request.body().contains(question)).count(), question);
    }
    assertEquals(1, again.stream().filter(request -> request.line().endsWith("/end")).count());
  }

  @Test
  void leavesOutALineWhosePictureIsMissing() throws IOException {
    Files.delete(folder.resolve("a.png"));
    CommandRun run = ingest();
    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("image: a.png is not in the image folder"), run.err());
    assertTrue(gateway.requests().isEmpty());
  }

  @Test
  void saysThatNoGatewayAnswers() {
    gateway.close();
    assertEquals(ExitCode.UNREACHABLE, ingest().code());
  }

  @Test
  void registersAndSealsAQuestionFile() throws IOException {
    Files.writeString(
        folder.resolve("train.json"),
        "{\"question_id\":\"1\",\"image\":\"a.png\",\"category\":\"c\",\"text\":\"q\",\"label\":\"yes\"}");
    gateway.on("POST /v1/benchmarks/nlvr/items", 202, "{\"taken\":1,\"refused\":0,\"lines\":[]}");
    gateway.on("POST /v1/benchmarks/nlvr/seal", 200, "{}");
    CommandRun run = ingest("--benchmark", "nlvr", "--json");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    String seal = gateway.requests().getLast().body();
    assertTrue(seal.contains("\"items\":1,\"watched\":false,\"rule\":\"generic\""), seal);
    assertTrue(run.last().startsWith("{\"benchmark\":\"nlvr\",\"version\":\""), run.last());
  }

  @Test
  void sealsNothingWhereAQuestionIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("train.json"),
        "{\"question_id\":1,\"text\":\"Red?\",\"label\":\"yes\"}\n"
            + "{\"question_id\":2,\n"
            + "{\"question_id\":3,\"text\":\"Which?\",\"label\":0,\"choices\":[\"red\",\"blue\"]}\n");
    CommandRun run = ingest("--benchmark", "nlvr");
    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.err().contains("line 2, object 2: not JSON"), run.err());
    assertTrue(run.err().contains("line 3, object 3: label: is none of the choices"), run.err());
    assertTrue(run.err().contains("2 questions were refused; nothing was sealed"), run.err());
    assertTrue(gateway.requests().isEmpty());
  }

  @Test
  void registersPopesOwnFileWithMarkAndLineEndsOfWindows() throws IOException {
    Files.writeString(
        folder.resolve("train.json"),
        "\uFEFF{\"question_id\":1,\"image\":\"a.png\",\"text\":\"A dog?\",\"label\":\"no\"}\r\n"
            + "{\"question_id\":2,\"image\":\"a.png\",\"text\":\"A cat?\",\"label\":\"yes\"}\r\n");
    gateway.on("POST /v1/benchmarks/pope/items", 202, "{\"taken\":2,\"refused\":0,\"lines\":[]}");
    gateway.on("POST /v1/benchmarks/pope/seal", 200, "{}");
    CommandRun run = ingest("--benchmark", "pope", "--rule", "pope");
    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(gateway.requests().getLast().body().contains("\"items\":2"), run.out());
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() {
    assertEquals(ExitCode.USAGE, ingest("--benchmark", "nlvr", "--wait").code());
    assertEquals(ExitCode.USAGE, ingest("--benchmark", "nlvr", "--decay", "9").code());
    assertEquals(ExitCode.USAGE, ingest("--epochs", "0").code());
    assertEquals(ExitCode.USAGE, ingest("--decay", "0").code());
    assertEquals(ExitCode.USAGE, ingest("--decay", "1000000001").code());
    assertEquals(ExitCode.USAGE, ingest("--feed", "a/b").code());
  }

  private void taking(String reply) {
    gateway.on("POST /v1/samples", 202, reply);
    gateway.on("POST /v1/feeds/train/end", 202, ENDED);
  }

  private static String ending(String covered, String model) {
    return "{\"id\":\"e1\",\"complete\":"
        + covered
        + ",\"arms\":[{\"arm\":\"viral\",\"covered\":"
        + covered
        + ",\"live\":true,\"model\":"
        + model
        + "}]}";
  }

  private void writeSamples(int count) throws IOException {
    String line =
        "{\"conversations\":[{\"from\":\"human\",\"value\":\"question %d\"},{\"from\":\"gpt\",\"value\":\"a\"}]}";
    List<String> lines = IntStream.range(0, count).mapToObj(line::formatted).toList();
    Files.write(folder.resolve("train.json"), lines);
  }

  private CommandRun ingest(String... more) {
    return CommandRun.of(arguments(more));
  }

  private String[] arguments(String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("ingest");
    arguments.add(folder.resolve("train.json").toString());
    arguments.addAll(List.of("--images", folder.toString()));
    arguments.addAll(List.of("--gateway", gateway.url().toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
