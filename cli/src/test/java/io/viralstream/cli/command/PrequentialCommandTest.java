package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrequentialCommandTest {
  private static final String REPLY =
      "{\"arm\":\"viral\",\"window\":200,\"fading\":0.99,\"samples\":1240,\"earlierLeftOut\":40,"
          + "\"smallerLeftOut\":3,\"curves\":[{\"kind\":\"feed\",\"name\":\"scenes\",\"samples\":1200,"
          + "\"points\":[{\"sample\":1200,\"taskOffset\":77,\"step\":75,\"windowed\":"
          + "{\"exactMatch\":0.5,\"lm\":1.25},\"fading\":{\"exactMatch\":0.25,\"lm\":1.5}}]}]}";

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway().on("GET /v1/prequential", 200, REPLY);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void printsATableForEachCurve() {
    CommandRun run = run();

    assertEquals(ExitCode.DONE, run.code(), run.err());
    assertEquals(
        """
        feed scenes  samples 1,200  (before each update)
        sample  step  exact, window  exact, fading  L_LM, window  L_LM, fading
        ----------------------------------------------------------------------
         1,200    75           .500           .250        1.2500        1.5000
        """,
        run.out());
  }

  @Test
  void saysWhatIsLeftOut() {
    String remarks = run().err();

    assertTrue(remarks.contains("left out: the oldest 40 of 1240"), remarks);
    assertTrue(remarks.contains("left out: 3 curves with fewer samples"), remarks);
  }

  @Test
  void printsALineForEachPointAsCommaSeparatedValues() {
    assertEquals(
        """
        kind,name,sample,step,exact_window,exact_fading,lm_window,lm_fading
        feed,scenes,1200,75,0.500000000,0.250000000,1.25000000,1.50000000
        """,
        run("--csv").out());
  }

  @Test
  void passesOnTheGatewaysReply() {
    assertEquals(REPLY, run("--json").last());
  }

  @Test
  void asksForWhatItIsTold() {
    run("--feed", "f", "--category", "red things", "--window", "5", "--fading", ".5");

    assertEquals(
        "GET /v1/prequential?arm=viral&feed=f&category=red+things&window=5&fading=0.5&points=100",
        gateway.requests().getFirst().line());
  }

  @Test
  void wantsAnArm() {
    assertEquals(ExitCode.USAGE, CommandRun.of("prequential").code());
  }

  private CommandRun run(String... options) {
    String[] command = {"prequential", "--arm", "viral", "--gateway", gateway.url().toString()};
    return CommandRun.of(
        Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new));
  }
}
