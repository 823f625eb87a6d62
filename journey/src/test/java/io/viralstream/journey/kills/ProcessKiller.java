package io.viralstream.journey.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Kills processes of the journey, one after the other, at random or at a named moment, and sees to
/// it that each comes back: the stack's children by the stack itself, the others as an operator
/// would.
final class ProcessKiller {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessKiller.class);
  private static final Duration BACK = Duration.ofMinutes(5);
  private static final long LOOK_MILLIS = 50;
  private static final int LOOKS_BETWEEN = 100;

  /// The stack's children and a word of their command lines.
  static final Map<String, String> CHILDREN = children();

  static final List<String> ROLES = List.of("gateway", "streams", "sink", "infer", "train");

  private final JourneyProcesses processes;
  private final KillCounts counts;
  private final Random random;

  ProcessKiller(JourneyProcesses processes, KillCounts counts, long seed) {
    this.processes = processes;
    this.counts = counts;
    this.random = new Random(seed);
  }

  private static Map<String, String> children() {
    var children = new LinkedHashMap<String, String>();
    children.put("broker", "BrokerMain");
    children.put("registry", "QuarkusEntryPoint");
    children.put("engine", "EngineMain");
    children.put("workers", "WorkersMain");
    return children;
  }

  /// Everything that can be killed.
  static List<String> victims() {
    var all = new ArrayList<>(ROLES);
    all.addAll(CHILDREN.keySet());
    all.add("up");
    return all;
  }

  String anyVictim() {
    List<String> all = victims();
    return all.get(random.nextInt(all.size()));
  }

  /// Kills a victim and returns when it is started again.
  void kill(String victim, KillMoment moment) throws Exception {
    LOG.info("kill victim={} moment=\"{}\" number={}", victim, moment, counts.kills() + 1);
    if (CHILDREN.containsKey(victim)) {
      killChild(victim);
      counts.add(victim, moment);
    } else {
      if (victim.equals("up")) processes.stack().kill();
      else processes.role(victim).kill();
      counts.add(victim, moment);
      Thread.sleep(random.nextInt(1_500));
      processes.revive(victim);
    }
  }

  private void killChild(String name) throws InterruptedException {
    String word = Optional.ofNullable(CHILDREN.get(name)).orElseThrow();
    ProcessHandle child = awaitChild(word, -1);
    child.destroyForcibly();
    child.onExit().join();
    awaitChild(word, child.pid());
  }

  private ProcessHandle awaitChild(String word, long notThis) throws InterruptedException {
    long end = System.nanoTime() + BACK.toNanos();
    while (System.nanoTime() < end) {
      Optional<ProcessHandle> child =
          processes.child(word).filter(process -> process.pid() != notThis);
      if (child.isPresent()) return child.get();
      Thread.sleep(50);
    }
    throw new IllegalStateException(word + " is not started again within " + BACK);
  }

  /// As `halt`, in the place of the role that runs, so that enough comes its way.
  void haltInPlace(String role, KillMoment moment, List<String> arguments, Work work)
      throws Exception {
    processes.role(role).close();
    halt(role, moment, arguments, work);
    processes.revive(role);
  }

  /// What gives a role something to do.
  interface Work {
    void add() throws Exception;
  }

  /// Starts a role that halts at its worst moment, gives it work until that has come, and counts
  /// it.
  ///
  /// @param work added now and then: which partitions it gets is chance, and some are quiet
  void halt(String role, KillMoment moment, List<String> arguments, Work work) throws Exception {
    RestartableProcess halting = processes.add("halting-" + role, arguments);
    long end = System.nanoTime() + BACK.toNanos();
    for (long look = 0; halting.alive() && System.nanoTime() < end; look++) {
      if (look % LOOKS_BETWEEN == 0) work.add();
      Thread.sleep(LOOK_MILLIS);
    }
    if (halting.exit().filter(code -> code == HaltCountdown.EXIT).isEmpty()) {
      halting.kill();
      throw new IllegalStateException(
          "%s did not come to its moment %s: exit %s, see %s"
              .formatted(role, moment, halting.exit(), halting.log()));
    }
    LOG.info("halted role={} moment=\"{}\" number={}", role, moment, counts.kills() + 1);
    counts.add(role, moment);
  }

  /// Two members of a group go one shortly after the other.
  void duringRebalance(String victim) throws Exception {
    processes.role(victim).kill();
    processes.revive(victim);
    Thread.sleep(1_000 + random.nextInt(3_000));
    kill(victim, KillMoment.REBALANCE);
  }
}
