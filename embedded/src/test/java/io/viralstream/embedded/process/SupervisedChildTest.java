package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.embedded.process.ChildEvent.Ended;
import io.viralstream.embedded.process.ChildEvent.GivenUp;
import io.viralstream.embedded.process.ChildEvent.Recovered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Children are small shell scripts; `up` is the file that says that one works.
class SupervisedChildTest {

  private static final RestartPolicy QUICK =
      new RestartPolicy(
          Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofHours(1), Duration.ZERO, 3);

  @TempDir Path folder;

  private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();

  @Test
  void startsAKilledChildAgainAndSaysSo() throws Exception {
    try (Children children = start("touch up; exec sleep 600")) {
      children.supervise(QUICK, Optional::empty, events::add);
      long first = children.list().getFirst().pid();
      kill(first);
      assertEquals("some ended with code 137; starting it again (1st time)", next().text());
      assertInstanceOf(Recovered.class, next());
      SupervisedChild.Report report = children.reports().getFirst();
      assertEquals(ChildProcess.State.HEALTHY, report.state());
      assertEquals(1, report.restarts());
      assertTrue(report.pid() != first);
    }
  }

  @Test
  void pausesBeforeTheSecondStartInARow() throws Exception {
    try (Children children = start("touch up; exec sleep 600")) {
      children.supervise(QUICK, Optional::empty, events::add);
      for (int death = 1; death <= 2; death++) {
        kill(children.list().getFirst().pid());
        assertEquals(death, assertInstanceOf(Ended.class, next()).restart());
        assertInstanceOf(Recovered.class, next());
      }
      kill(children.list().getFirst().pid());
      assertEquals(
          "some ended with code 137; starting it again in 0.02 s (3rd time)", next().text());
    }
  }

  @Test
  void givesUpWhatDoesNotStartAndNamesItsLog() throws Exception {
    String onlyOnce = "mkdir once || { echo no room; exit 3; }; touch up; exec sleep 600";
    try (Children children = start(onlyOnce)) {
      children.supervise(settledAfter(Duration.ofHours(1)), Optional::empty, events::add);
      kill(children.list().getFirst().pid());
      ChildEvent last = next();
      while (!(last instanceof GivenUp)) last = next();
      assertEquals("some is not started any more", last.text());
      String reason = children.failure().orElseThrow();
      assertTrue(reason.contains("some ended 3 times in a row"), reason);
      assertTrue(reason.contains("code 3"), reason);
      assertTrue(reason.contains(folder.resolve("some.log").toString()), reason);
      assertTrue(reason.contains("no room"), reason);
    }
  }

  @Test
  void waitsWithAStartUntilWhatIsInTheWayIsGone() throws Exception {
    var obstacle = new AtomicReference<>(Optional.of("no room"));
    try (Children children = start("touch up; exec sleep 600")) {
      children.supervise(QUICK, obstacle::get, events::add);
      kill(children.list().getFirst().pid());
      assertEquals(
          "some ended with code 137 and waits to be started again: no room", next().text());
      assertEquals(0, children.reports().getFirst().restarts());
      obstacle.set(Optional.empty());
      assertInstanceOf(Ended.class, next());
      assertInstanceOf(Recovered.class, next());
    }
  }

  @Test
  void startsNothingAgainThatWasStoppedInOrder() throws Exception {
    Children children = start("echo x >> starts; touch up; exec sleep 600");
    children.supervise(QUICK, Optional::empty, events::add);
    children.close();
    assertTrue(events.stream().noneMatch(Ended.class::isInstance));
    assertEquals(1, Files.readAllLines(folder.resolve("starts")).size());
    assertEquals(ChildProcess.State.STOPPED, children.list().getFirst().state());
  }

  @Test
  void startsNothingAgainWhileItIsClosedInAPause() throws Exception {
    Children children = start("echo x >> starts; touch up; exec sleep 600");
    RestartPolicy slow =
        new RestartPolicy(
            Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofDays(1), Duration.ZERO, 9);
    children.supervise(slow, Optional::empty, events::add);
    kill(children.list().getFirst().pid());
    assertInstanceOf(Ended.class, next());
    assertInstanceOf(Recovered.class, next());
    kill(children.list().getFirst().pid());
    assertInstanceOf(Ended.class, next());
    children.close();
    assertEquals(2, Files.readAllLines(folder.resolve("starts")).size());
  }

  @Test
  void preparesEachStart() throws Exception {
    try (Children children = start("[ -e up ] || echo x >> clean; touch up; exec sleep 600")) {
      children.supervise(QUICK, Optional::empty, events::add);
      kill(children.list().getFirst().pid());
      assertInstanceOf(Ended.class, next());
      assertInstanceOf(Recovered.class, next());
      assertEquals(2, Files.readAllLines(folder.resolve("clean")).size());
    }
  }

  private static RestartPolicy settledAfter(Duration settled) {
    return new RestartPolicy(
        QUICK.first(), QUICK.longest(), settled.plusMinutes(1), settled, QUICK.most());
  }

  private ChildEvent next() throws InterruptedException {
    ChildEvent event = events.poll(2, TimeUnit.MINUTES);
    assertTrue(event != null, "nothing was told in two minutes");
    return event;
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  private Children start(String script) {
    return Children.start(List.of(spec(script)), InstantSource.system());
  }

  private ChildSpec spec(String script) {
    return new ChildSpec(
            "some",
            List.of("/bin/sh", "-c", script),
            folder,
            folder.resolve("some.log"),
            () -> Files.exists(folder.resolve("up")),
            new ChildSpec.Limits(Duration.ofMinutes(2), Duration.ofMinutes(2)))
        .preparedBy(() -> folder.resolve("up").toFile().delete());
  }
}
