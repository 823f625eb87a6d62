package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.embedded.process.ChildEvent;
import io.viralstream.embedded.process.ChildProcess;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The real three components; one start serves all tests but those of the end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStackTest {

  @TempDir static Path data;

  private final List<EmbeddedStack> started = new ArrayList<>();
  private EmbeddedStack stack;
  private KafkaProbe kafka;
  private RegistryProbe registry;
  private ClickHouseProbe clickhouse;

  @BeforeAll
  void start() {
    StackUnderTest.assumeEngineInstalled();
    connect();
    clickhouse.createTables();
  }

  private void connect() {
    stack = EmbeddedStack.start(StackUnderTest.settings(data), InstantSource.system());
    started.add(stack);
    kafka = new KafkaProbe(stack.endpoints().kafka());
    registry = new RegistryProbe(stack.endpoints().registry());
    clickhouse = new ClickHouseProbe(stack.endpoints().clickhouse());
  }

  @AfterAll
  void stop() {
    started.forEach(EmbeddedStack::close);
  }

  @Test
  @Order(1)
  void showsReadersOnlyWhatATransactionCommitted() {
    kafka.createTopic("results");
    kafka.transaction("results", List.of("kept"), true);
    kafka.transaction("results", List.of("thrown away"), false);
    kafka.transaction("results", List.of("kept too"), true);
    assertEquals(List.of("kept", "kept too"), kafka.committed("results", 2));
  }

  @Test
  @Order(2)
  void takesARecordOfTenMebibytes() {
    kafka.createTopic("large");
    kafka.transaction("large", List.of("x".repeat(10 << 20)), true);
    assertEquals(10 << 20, kafka.committed("large", 1).getFirst().length());
  }

  @Test
  @Order(3)
  void handsAReleasedTaskOfAShareGroupOutAgain() {
    kafka.createTopic("tasks");
    kafka.readSharesFromTheStart("infer");
    kafka.transaction("tasks", List.of("question"), true);
    assertEquals(List.of(1, 2), kafka.deliveriesUntilAccepted("infer", "tasks"));
  }

  @Test
  @Order(4)
  void refusesASchemaThatDoesNotFitItsPredecessors() {
    registry.requireFullTransitive();
    assertEquals(200, registry.register("answers-value", RegistryProbe.FIRST));
    assertEquals(200, registry.register("answers-value", RegistryProbe.WITH_DEFAULT));
    assertEquals(409, registry.register("answers-value", RegistryProbe.OTHER_TYPE));
  }

  @Test
  @Order(5)
  void countsARepeatedInsertOnceInTheTableAndInItsView() {
    clickhouse.insert("batch-1", 3);
    clickhouse.insert("batch-1", 3);
    clickhouse.insert("batch-2", 2);
    assertEquals("5", clickhouse.overJdbc("select count() from scores"));
    assertEquals("5", clickhouse.overJdbc("select countMerge(n) from by_benchmark"));
  }

  @Test
  @Order(6)
  void answersPlainHttpAndJdbcAlike() {
    String sql = "select benchmark, count(), sum(correct) from scores group by benchmark";
    assertEquals(clickhouse.overJdbc(sql), clickhouse.overHttp(sql).body().strip());
  }

  @Test
  @Order(7)
  void keepsThingsThatDoNotBelongInAnError() {
    String body = clickhouse.overHttp("select * from nowhere").body();
    assertTrue(body.startsWith("Code: 60."), body);
    assertTrue(!body.contains(data.toString()) && !body.contains("Stack trace"), body);
  }

  @Test
  @Order(8)
  void cutsTheConnectionWhenAResultFailsOnTheWay() {
    String sql =
        "select throwIf(number = 900000) from numbers(1000000) settings max_block_size = 10000";
    assertThrows(IllegalStateException.class, () -> clickhouse.overHttp(sql));
  }

  @Test
  @Order(9)
  void turnsAwayWhatABrowserPageCouldSend() {
    assertEquals(403, clickhouse.overHttpFrom("http://example.org", "select 1").statusCode());
    assertEquals(403, clickhouse.get("create table t (a Int8) engine = Memory").statusCode());
  }

  @Test
  @Order(10)
  void refusesASecondStackOnTheSameFolderByName() {
    IllegalStateException refused =
        assertThrows(
            IllegalStateException.class,
            () ->
                EmbeddedStack.start(StackUnderTest.settings(data), InstantSource.system()).close());
    assertTrue(refused.toString().contains(data.toString()), refused.toString());
  }

  @Test
  @Order(11)
  void goesOnWhereItWasAfterEveryChildWasKilled() {
    clickhouse.insert("batch-3", 4);
    kafka.transaction("results", List.of("after"), true);
    EmbeddedStack.Endpoints before = stack.endpoints();
    stack.children().forEach(child -> StackUnderTest.kill(child.pid()));
    stack.children().forEach(child -> assertEquals(137, child.ended().join()));
    assertTrue(stack.children().stream().allMatch(c -> c.state() == ChildProcess.State.DIED));
    stack.close();

    connect();
    assertEquals(before, stack.endpoints());
    clickhouse.insert("batch-3", 4);
    assertEquals("9", clickhouse.overJdbc("select count() from scores"));
    assertEquals("9", clickhouse.overJdbc("select countMerge(n) from by_benchmark"));
    assertEquals(List.of("kept", "kept too", "after"), kafka.committed("results", 3));
    assertEquals(409, registry.register("answers-value", RegistryProbe.OTHER_TYPE));
  }

  @Test
  @Order(12)
  void startsAKilledChildAgainOnItsPortAndItsData() throws Exception {
    BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();
    stack.supervise(Optional::empty, events::add);
    stack.children().forEach(child -> StackUnderTest.kill(child.pid()));
    for (int told = 0; told < 2 * stack.children().size(); told++) {
      assertTrue(events.poll(5, TimeUnit.MINUTES) != null, stack.reports().toString());
    }
    assertTrue(stack.reports().stream().allMatch(c -> c.state() == ChildProcess.State.HEALTHY));
    assertTrue(stack.reports().stream().allMatch(c -> c.restarts() == 1));
    assertEquals("9", clickhouse.overJdbc("select count() from scores"));
    assertEquals(List.of("kept", "kept too", "after"), kafka.committed("results", 3));
    assertEquals(409, registry.register("answers-value", RegistryProbe.OTHER_TYPE));
  }

  @Test
  @Order(13)
  void stopsInOrder() {
    List<ChildProcess> children = stack.children();
    stack.close();
    assertTrue(children.stream().allMatch(child -> child.state() == ChildProcess.State.STOPPED));
    // 143 is a JVM that ran its shutdown hooks to the end after SIGTERM.
    children.forEach(child -> assertEquals(143, child.ended().join(), child.name()));
  }

  @Test
  @Order(14)
  void leavesNoChildBehindWhenItsOwnProcessIsKilled() {
    OtherProcess other = OtherProcess.runStack(data);
    List<ProcessHandle> children = other.children();
    assertEquals(3, children.size());
    other.kill();
    children.forEach(child -> child.onExit().orTimeout(2, TimeUnit.MINUTES).join());
    assertTrue(children.stream().noneMatch(ProcessHandle::isAlive));
  }
}
