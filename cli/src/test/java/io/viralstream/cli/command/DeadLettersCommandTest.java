package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `dead-letters` lists, shows and sends again; what strangers wrote cannot drive the terminal.
class DeadLettersCommandTest {
  private static final String LETTER =
      """
      {"id":"train/viral/train-tasks/0/17","step":"TRAIN","arm":"viral","category":"IMAGE_MISSING",
      "reason":"image: kafka:images/0/7\\u001b[2J is not there","origin":{"topic":"train-tasks","partition":0,"offset":17},
      "bytes":312,"at":"2026-01-31T12:00:00Z","resent":null}\
      """;
  private static final String LIST =
      "{\"counts\":[{\"step\":\"TRAIN\",\"category\":\"IMAGE_MISSING\",\"reason\":\"image: kafka:images/#/#\","
          + "\"letters\":3,\"resent\":1}],\"letters\":["
          + LETTER
          + "],\"cursor\":null}";
  private static final String SENT =
      "{\"id\":\"a\",\"state\":\"sent\",\"became\":{\"topic\":\"t\",\"partition\":0,\"offset\":1},\"at\":\"x\"}";
  private static final String REFUSED =
      "{\"id\":\"b\",\"state\":\"refused\",\"why\":\"image-gone\",\"detail\":\"send a sample\\u009bwith it\"}";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway().on("GET /v1/dead-letters", 200, LIST);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void listsByReasonWithCounts() {
    CommandRun run = run("--step", "train", "--since", "2026-01-01T00:00:00Z");

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(
        run.out().contains("      3           1  TRAIN  IMAGE_MISSING  image: kafka:images/#/#"),
        run.out());
    assertTrue(run.out().contains("train/viral/train-tasks/0/17"), run.out());
    assertEquals(
        "GET /v1/dead-letters?limit=20&step=train&since=2026-01-01T00%3A00%3A00Z",
        gateway.requests().getFirst().line());
  }

  @Test
  void showsALetterAndItsRecord() {
    gateway.on("GET /v1/dead-letters/train/viral/train-tasks/0/17", 200, sheet(true));

    CommandRun run = run("show", "train/viral/train-tasks/0/17");

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().contains("reason      image: kafka:images/0/7·[2J is not there"));
    assertTrue(run.out().contains("record      train-tasks partition 0 offset 17, bytes 312"));
    assertTrue(run.out().contains("header      trace = 7"), run.out());
    assertTrue(run.out().contains("sent again  no; it can be sent"), run.out());
    assertTrue(run.out().contains("\"feed\" : \"scenes\""), run.out());
    assertEquals(
        "GET /v1/dead-letters/train%2Fviral%2Ftrain-tasks%2F0%2F17",
        gateway.requests().getFirst().line());
  }

  @Test
  void showsWhyALetterCannotBeSentAgain() {
    gateway.on("GET /v1/dead-letters/x", 200, sheet(false));

    assertTrue(run("show", "x").out().contains("sent again  no; refused as image-gone: send it"));
  }

  @Test
  void keepsControlCharactersFromTheTerminalInEveryForm() {
    gateway.on("POST /v1/dead-letters/resend", 200, reply(REFUSED, "null"));

    for (String[] form : new String[][] {{"--json"}, {"resend", "b"}, {"resend", "b", "--json"}}) {
      CommandRun run = run(form);
      String printed = run.out() + run.err();
      assertFalse(printed.codePoints().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
    }
  }

  @Test
  void sendsSomeLettersById() {
    gateway.on("POST /v1/dead-letters/resend", 200, reply(SENT, "null"));

    CommandRun run = run("resend", "a");

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertTrue(run.out().contains("sent 1, sent before 0, refused 0"), run.out());
    assertEquals(List.of("{\"dryRun\":false,\"ids\":[\"a\"]}"), bodies());
  }

  @Test
  void sendsASelectionPageAfterPage() {
    gateway.on("POST /v1/dead-letters/resend", 200, reply(SENT, "\"next\""));
    gateway.on("POST /v1/dead-letters/resend", 200, reply(REFUSED, "null"));

    CommandRun run = run("resend", "--category", "image-missing", "--reason", "image: ", "--yes");

    assertEquals(ExitCode.FAILED, run.code());
    assertTrue(run.out().contains("sent 1, sent before 0, refused 1"), run.out());
    assertTrue(run.out().contains("b  image-gone: send a sample"), run.out());
    String first = "{\"dryRun\":false,\"category\":\"image-missing\",\"reason\":\"image: \"";
    assertEquals(List.of(first + "}", first + ",\"cursor\":\"next\"}"), bodies());
  }

  @Test
  void sendsAllOnlyWhereThatIsSaid() {
    gateway.on("POST /v1/dead-letters/resend", 200, reply(SENT, "null"));

    assertEquals(ExitCode.USAGE, run("resend").code());
    assertEquals(ExitCode.USAGE, run("resend", "--all").code());
    assertEquals(ExitCode.USAGE, run("resend", "--all", "--step", "train", "--yes").code());
    assertEquals(ExitCode.USAGE, run("resend", "a", "--step", "train").code());
    assertEquals(List.of(), bodies());

    assertEquals(ExitCode.DONE, run("resend", "--all", "--yes").code());
    assertEquals(List.of("{\"dryRun\":false,\"all\":true}"), bodies());
  }

  @Test
  void saysWhatADryRunWouldSend() {
    gateway.on(
        "POST /v1/dead-letters/resend", 200, reply("{\"id\":\"a\",\"state\":\"ready\"}", "null"));

    CommandRun run = run("resend", "--all", "--dry-run", "--json");

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(
        "{\"dryRun\":true,\"ready\":1,\"already\":0,\"refused\":0,"
            + "\"letters\":[{\"id\":\"a\",\"state\":\"ready\"}]}",
        run.last());
    assertEquals(List.of("{\"dryRun\":true,\"all\":true}"), bodies());
  }

  @Test
  void refusesASelectionInFrontOfASubcommand() {
    CommandRun run = run("--step", "train", "resend", "--all", "--yes");
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("go behind resend"), run.err());
  }

  @Test
  void takesTheGatewayInFrontOfASubcommandToo() {
    gateway.on("GET /v1/dead-letters/x", 200, sheet(true));
    String url = gateway.url().toString();
    assertEquals(
        ExitCode.DONE, CommandRun.of("dead-letters", "--gateway", url, "show", "x").code());
  }

  @Test
  void helpsWithEachSubcommand() {
    for (String command : new String[] {"show", "resend"}) {
      var run = CommandRun.of("dead-letters", command, "--help");
      assertEquals(ExitCode.DONE, run.code());
      assertTrue(run.out().contains("Exit codes:"), run.out());
      assertTrue(run.out().contains("--gateway"), run.out());
    }
  }

  private static String sheet(boolean possible) {
    return "{\"letter\":"
        + LETTER
        + ",\"key\":null,\"headers\":[{\"key\":\"trace\",\"value\":\"7\"}],\"before\":null,"
        + "\"record\":{\"feed\":\"scenes\"},\"unreadable\":null,\"hex\":\"00\",\"resendable\":{\"possible\":"
        + possible
        + ",\"why\":\"image-gone\",\"detail\":\"send it\"}}";
  }

  private static String reply(String letter, String cursor) {
    return "{\"letters\":[" + letter + "],\"cursor\":" + cursor + "}";
  }

  private List<String> bodies() {
    return gateway.requests().stream()
        .filter(request -> request.line().startsWith("POST"))
        .map(FakeGateway.Request::body)
        .toList();
  }

  private CommandRun run(String... more) {
    var arguments = new ArrayList<>(List.of("dead-letters"));
    arguments.addAll(List.of(more));
    arguments.add("--gateway");
    arguments.add(gateway.url().toString());
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
