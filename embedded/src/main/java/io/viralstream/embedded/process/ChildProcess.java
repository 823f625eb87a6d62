package io.viralstream.embedded.process;

import static io.viralstream.embedded.process.ChildProcess.State.DIED;
import static io.viralstream.embedded.process.ChildProcess.State.HEALTHY;
import static io.viralstream.embedded.process.ChildProcess.State.STARTING;
import static io.viralstream.embedded.process.ChildProcess.State.STOPPED;
import static io.viralstream.embedded.process.ChildProcess.State.STOPPING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One launched child: asked for its health, stopped in order, killed when it does not obey.
///
/// The child's standard input is a pipe that nothing is ever written to. It closes when this
/// process ends, however it ends, and a tethered child ([Tether]) then ends too.
public final class ChildProcess implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

  /// Becomes the child by exec, under the same process id.
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final ChildSpec spec;
  private final Process process;
  private final InstantSource time;
  private final Instant launched;
  private volatile State state = STARTING;
  private volatile Instant healthySince = Instant.MAX;

  private ChildProcess(ChildSpec spec, Process process, InstantSource time) {
    this.spec = spec;
    this.process = process;
    this.time = time;
    this.launched = time.instant();
  }

  /// Launches the child and returns at once; [#advance] finds out how it goes on.
  ///
  /// @throws ChildStartException if the program cannot be run
  public static ChildProcess launch(ChildSpec spec, InstantSource time) {
    ProcessBuilder builder =
        new ProcessBuilder(inOwnSession(spec.command()))
            .directory(spec.directory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    // Components read their configuration from the environment too; a child must be what its spec
    // says and nothing else.
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(spec.environment());
    PidFile pidFile = new PidFile(spec.directory(), spec.name());
    try {
      pidFile.awaitEnd();
      new ChildLog(spec.log()).prepare();
      Files.createDirectories(spec.directory());
      spec.preparation().run();
      ChildProcess child = new ChildProcess(spec, noted(builder.start(), pidFile), time);
      LOG.info("child-launched name={} pid={} log={}", spec.name(), child.pid(), spec.log());
      return child;
    } catch (UncheckedIOException e) {
      throw new ChildStartException(spec.name(), "its folders cannot be prepared", e);
    } catch (IOException e) {
      throw new ChildStartException(spec.name(), "cannot run " + spec.command().getFirst(), e);
    }
  }

  /// A process that cannot be noted is not left running unknown.
  private static Process noted(Process process, PidFile file) throws IOException {
    try {
      file.write(process.toHandle());
      return process;
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Ctrl-C at a terminal goes to every process of its session: a child in its own one is stopped
  /// by its parent alone, in order. Where setsid is missing the child runs without it, and so does
  /// a program that cannot run at all, for that is better told by its own name.
  private static List<String> inOwnSession(List<String> command) {
    Path program = Path.of(command.getFirst());
    if (!Files.isExecutable(SETSID) || !Files.isExecutable(program)) return command;
    return Stream.concat(Stream.of(SETSID.toString()), command.stream()).toList();
  }

  /// Looks once whether the child has become healthy.
  ///
  /// @return true once it has
  /// @throws ChildStartException if it has ended or its start limit has passed
  public boolean advance() {
    if (!process.isAlive()) {
      state = DIED;
      throw failed("it ended with exit code " + process.exitValue());
    }
    if (state == HEALTHY || spec.health().healthy()) {
      becameHealthy();
      return true;
    }
    if (age().compareTo(spec.limits().start()) > 0) {
      throw failed("it was not healthy after " + spec.limits().start().toSeconds() + " s");
    }
    return false;
  }

  private void becameHealthy() {
    if (moved(STARTING, HEALTHY)) {
      healthySince = time.instant();
      LOG.info("child-healthy name={} pid={} millis={}", spec.name(), pid(), age().toMillis());
    }
  }

  /// @return the time since it became healthy; zero where it never was
  Duration healthyFor() {
    Instant since = healthySince;
    return since.equals(Instant.MAX) ? Duration.ZERO : Duration.between(since, time.instant());
  }

  /// Where its log is and how that ends, as the tail of a sentence.
  String lastWords() {
    return new ChildLog(spec.log()).lastWords();
  }

  /// @return the time since launch
  private Duration age() {
    return Duration.between(launched, time.instant());
  }

  private ChildStartException failed(String reason) {
    return new ChildStartException(spec.name(), reason, spec.log());
  }

  public String name() {
    return spec.name();
  }

  public long pid() {
    return process.pid();
  }

  /// @return the present state; a child that ended unasked shows as [State#DIED]
  public State state() {
    if (!process.isAlive() && !moved(STARTING, DIED)) {
      moved(HEALTHY, DIED);
    }
    return state;
  }

  /// Changes the state only from the expected one: an end that was asked for is no death.
  private synchronized boolean moved(State from, State to) {
    if (state != from) {
      return false;
    }
    state = to;
    return true;
  }

  /// Completes when the process has ended, with its exit code.
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Asks the child to stop; [#close] waits for it.
  void requestStop() {
    if (process.isAlive()) {
      state = STOPPING;
      // Not the process itself: that would close its pipe too, and the tether would cut the stop
      // short.
      process.toHandle().destroy();
    }
  }

  /// Ends a child that is of no use, without asking.
  void kill() {
    process.destroyForcibly();
  }

  /// Stops the child with SIGTERM, with SIGKILL once its stop limit has passed, and returns when it
  /// is gone.
  @Override
  public void close() {
    if (state() == DIED || state == STOPPED) {
      return;
    }
    requestStop();
    if (!waitFor(spec.limits().stop())) {
      LOG.warn("child-killed name={} pid={} after={}", name(), pid(), spec.limits().stop());
      process.destroyForcibly().onExit().join();
    }
    state = STOPPED;
    LOG.info("child-stopped name={} pid={} exit={}", name(), pid(), process.exitValue());
  }

  private boolean waitFor(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // An interrupted stop still must not leave an orphan: go on to the kill.
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Where a child is in its life.
  public enum State {
    /// Launched, has not answered its health check yet.
    STARTING,
    /// Has answered its health check, runs.
    HEALTHY,
    /// Asked to stop, still there.
    STOPPING,
    /// Ended because it was asked to.
    STOPPED,
    /// Ended by itself, or killed by someone else.
    DIED
  }
}
