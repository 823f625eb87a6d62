package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

  private static final InstantSource TIME = InstantSource.system();

  /// Only a hang can reach these.
  private static final ChildSpec.Limits LIMITS =
      new ChildSpec.Limits(Duration.ofMinutes(2), Duration.ofMinutes(2));

  @TempDir Path folder;

  @Test
  void becomesHealthyOnceItsCheckSaysSo() {
    try (Children children = start(child("ready", "touch up; exec sleep 600", exists("up")))) {
      assertEquals(ChildProcess.State.HEALTHY, children.list().getFirst().state());
    }
  }

  @Test
  void namesTheLogAndItsLastLinesWhenAChildEndsAtItsStart() {
    ChildSpec failing = child("broken", "echo 'no such topic' >&2; exit 3", () -> false);
    ChildStartException failure =
        assertThrows(ChildStartException.class, () -> start(failing).close());
    assertTrue(failure.toString().contains("broken did not start"), failure.toString());
    assertTrue(failure.toString().contains("exit code 3"), failure.toString());
    assertTrue(failure.toString().contains(failing.log().toString()), failure.toString());
    assertTrue(failure.toString().contains("no such topic"), failure.toString());
  }

  @Test
  void givesUpOnAChildThatIsNotHealthyInTime() {
    ChildSpec slow = hasty("slow", "exec sleep 600", () -> false);
    ChildStartException failure =
        assertThrows(ChildStartException.class, () -> start(slow).close());
    assertTrue(failure.toString().contains("not healthy after 1 s"), failure.toString());
  }

  @Test
  void saysWhichProgramCannotBeRun() {
    ChildSpec missing = spec("missing", List.of("/no/such/program"), () -> true, LIMITS);
    ChildStartException failure =
        assertThrows(ChildStartException.class, () -> start(missing).close());
    assertTrue(failure.toString().contains("/no/such/program"), failure.toString());
  }

  @Test
  void stopsTheOthersWhenOneDoesNotStart() {
    ChildSpec good = child("good", "echo $$ > part; mv part pid; exec sleep 600", exists("pid"));
    ChildSpec bad = child("bad", "while [ ! -e pid ]; do sleep 0.02; done; exit 1", () -> false);
    assertThrows(ChildStartException.class, () -> start(good, bad).close());
    assertTrue(processOf("pid").isEmpty());
  }

  @Test
  void stopsAChildInOrderWithoutKillingIt() throws Exception {
    ChildSpec orderly =
        child(
            "orderly",
            "trap 'echo bye > bye; exit 0' TERM; touch up; while :; do sleep 0.05; done",
            exists("up"));
    Children children = start(orderly);
    children.close();
    assertEquals(ChildProcess.State.STOPPED, children.list().getFirst().state());
    assertEquals("bye", Files.readString(folder.resolve("bye")).strip());
  }

  @Test
  void killsAChildThatIgnoresTheRequestToStop() {
    ChildSpec stubborn =
        hasty("stubborn", "trap '' TERM; touch up; while :; do sleep 0.05; done", exists("up"));
    Children children = start(stubborn);
    children.close();
    assertEquals(137, children.list().getFirst().ended().join());
  }

  @Test
  void showsAChildThatEndedUnasked() throws Exception {
    String untilTold = "touch up; while [ ! -e go ]; do sleep 0.02; done; exit 4";
    try (Children children = start(child("brief", untilTold, exists("up")))) {
      Files.createFile(folder.resolve("go"));
      ChildProcess child = children.list().getFirst();
      assertEquals(4, child.ended().join());
      assertEquals(ChildProcess.State.DIED, child.state());
    }
  }

  @Test
  void keepsTheParentsEnvironmentFromTheChild() throws Exception {
    start(child("bare", "env > part; mv part seen; exec sleep 600", exists("seen"))).close();
    assertTrue(Files.readString(folder.resolve("seen")).contains("LC_ALL=C.UTF-8"));
    assertTrue(Files.readString(folder.resolve("seen")).lines().noneMatch(l -> l.contains("HOME")));
  }

  @Test
  void givesTheChildTheEnvironmentOfItsSpec() throws Exception {
    ChildSpec spec =
        child("dressed", "env > part; mv part seen; exec sleep 600", exists("seen"))
            .withEnvironment(Map.of("CUDA_VISIBLE_DEVICES", ""));
    start(spec).close();
    assertTrue(Files.readAllLines(folder.resolve("seen")).contains("CUDA_VISIBLE_DEVICES="));
  }

  private Children start(ChildSpec... specs) {
    return Children.start(List.of(specs), TIME);
  }

  private ChildSpec child(String name, String script, ChildSpec.HealthCheck health) {
    return spec(name, List.of("/bin/sh", "-c", script), health, LIMITS);
  }

  /// One that is given a second to start and half of one to stop.
  private ChildSpec hasty(String name, String script, ChildSpec.HealthCheck health) {
    var limits = new ChildSpec.Limits(Duration.ofSeconds(1), Duration.ofMillis(500));
    return spec(name, List.of("/bin/sh", "-c", script), health, limits);
  }

  private ChildSpec spec(
      String name, List<String> command, ChildSpec.HealthCheck health, ChildSpec.Limits limits) {
    Path log = folder.resolve("logs").resolve(name + ".log");
    return new ChildSpec(name, command, folder, log, health, limits);
  }

  private ChildSpec.HealthCheck exists(String file) {
    return () -> Files.exists(folder.resolve(file));
  }

  private List<ProcessHandle> processOf(String file) {
    try {
      long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
      return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
