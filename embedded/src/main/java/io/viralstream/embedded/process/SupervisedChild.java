package io.viralstream.embedded.process;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The place of one child: the process that fills it, and under supervision the next one when that
/// dies by itself.
///
/// Supervision begins when it is asked for, so that a first start that fails is told at once
/// instead of being tried again.
public final class SupervisedChild implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedChild.class);
  private static final long LOOK_MILLIS = 40;
  private static final long HELD_LOOK_MILLIS = 500;

  private final ChildSpec spec;
  private final InstantSource time;
  private volatile ChildProcess process;
  private volatile int restarts;
  private volatile Optional<String> failure = Optional.empty();
  private Optional<Thread> watch = Optional.empty();
  private boolean closed;

  private SupervisedChild(ChildSpec spec, ChildProcess process, InstantSource time) {
    this.spec = spec;
    this.process = process;
    this.time = time;
  }

  /// Launches the child and returns at once.
  ///
  /// @throws ChildStartException if the program cannot be run
  public static SupervisedChild launch(ChildSpec spec, InstantSource time) {
    return new SupervisedChild(spec, ChildProcess.launch(spec, time), time);
  }

  /// From now on the child is started again when it dies by itself.
  ///
  /// @param obstacle why no start can succeed now, where that is so: such deaths do not count, and
  ///   the next start waits until it is gone
  /// @param events is told of each death and what came of it, on a thread of the child's own
  public synchronized void supervise(
      RestartPolicy policy, Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events) {
    if (closed || watch.isPresent()) {
      return;
    }
    watch =
        Optional.of(
            Thread.ofPlatform()
                .daemon()
                .name("supervise-" + spec.name())
                .start(() -> watch(policy, obstacle, events)));
  }

  private void watch(
      RestartPolicy policy, Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events) {
    RestartHistory history = RestartHistory.NONE;
    boolean healthy = true;
    try {
      while (true) {
        int code = process.ended().get();
        history = history.after(healthy ? process.healthyFor() : Duration.ZERO, policy);
        if (stopped()) {
          return;
        }
        if (held(code, obstacle, events)) {
          history = RestartHistory.NONE;
        }
        if (history.hopeless(policy)) {
          giveUp(code, history, events);
          return;
        }
        healthy = replaced(code, history.pause(policy), events);
      }
    } catch (InterruptedException closing) {
      LOG.debug("supervision-ended name={}", spec.name());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of " + spec.name() + " is unknown", e);
    }
  }

  /// Waits while something is in the way.
  ///
  /// @return whether anything was
  private boolean held(int code, Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events)
      throws InterruptedException {
    Optional<String> first = obstacle.get();
    if (first.isEmpty()) {
      return false;
    }
    LOG.warn("child-held name={} code={} obstacle=\"{}\"", spec.name(), code, first.get());
    events.accept(new ChildEvent.Held(spec.name(), code, first.get()));
    while (obstacle.get().isPresent()) {
      Thread.sleep(HELD_LOOK_MILLIS);
    }
    return true;
  }

  /// @return whether the next process became healthy
  private boolean replaced(int code, Duration pause, Consumer<ChildEvent> events)
      throws InterruptedException {
    Instant ended = time.instant();
    restarts++;
    LOG.warn("child-ended name={} code={} restart={} pause={}", spec.name(), code, restarts, pause);
    events.accept(new ChildEvent.Ended(spec.name(), code, restarts, pause));
    Thread.sleep(pause);
    try {
      if (!started()) {
        return false;
      }
      events.accept(new ChildEvent.Recovered(spec.name(), Duration.between(ended, time.instant())));
      return true;
    } catch (ChildStartException e) {
      LOG.warn("child-not-healthy name={} reason={}", spec.name(), e.reason());
      process.kill();
      return false;
    }
  }

  /// @return false where the place was closed meanwhile
  private boolean started() throws InterruptedException {
    if (!launched()) {
      return false;
    }
    while (!process.advance()) {
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /// Under the lock, so that no process starts behind the back of [#close].
  private synchronized boolean launched() {
    if (closed) {
      return false;
    }
    process = ChildProcess.launch(spec, time);
    return true;
  }

  private void giveUp(int code, RestartHistory history, Consumer<ChildEvent> events) {
    String reason =
        String.format(
            Locale.ROOT,
            "%s ended %d times in a row right after its start, last with code %d; %s",
            spec.name(),
            history.hasty(),
            code,
            process.lastWords());
    LOG.error("child-given-up name={} code={} starts={}", spec.name(), code, history.hasty());
    failure = Optional.of(reason);
    events.accept(new ChildEvent.GivenUp(spec.name(), reason));
  }

  private synchronized boolean stopped() {
    return closed;
  }

  /// @return the process that runs now, or ran last
  public ChildProcess process() {
    return process;
  }

  public Report report() {
    ChildProcess now = process;
    return new Report(spec.name(), now.state(), restarts, now.pid());
  }

  /// @return whether it is started again when it dies
  public synchronized boolean supervised() {
    return watch.isPresent();
  }

  /// @return why the child is not started any more, where that is so
  public Optional<String> failure() {
    return failure;
  }

  /// Ends supervision; a process that runs goes on.
  void release() {
    Optional<Thread> watching;
    synchronized (this) {
      closed = true;
      watching = watch;
    }
    watching.ifPresent(Thread::interrupt);
  }

  /// Asks the process to stop and does not wait for it.
  void requestStop() {
    release();
    process.requestStop();
  }

  /// Ends supervision, stops the process in order and returns when it is gone.
  @Override
  public void close() {
    release();
    process.close();
  }

  /// How a child is, for a status screen.
  ///
  /// @param restarts starts after the first one
  /// @param pid of the process that runs now, or ran last
  public record Report(String name, ChildProcess.State state, int restarts, long pid) {}
}
