package io.viralstream.embedded.process;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Several children as one: started side by side, stopped in reverse order.
public final class Children implements AutoCloseable {

  private static final long LOOK_MILLIS = 40;

  private final List<SupervisedChild> running;

  private Children(List<SupervisedChild> running) {
    this.running = running;
  }

  /// Launches all and returns when all are healthy.
  ///
  /// @throws ChildStartException for the first that fails; the others are stopped before
  public static Children start(List<ChildSpec> specs, InstantSource time) {
    Children children = new Children(new ArrayList<>());
    try {
      specs.forEach(spec -> children.running.add(SupervisedChild.launch(spec, time)));
      children.awaitHealthy();
      return children;
    } catch (RuntimeException e) {
      children.close();
      throw e;
    }
  }

  /// One thread looks at all in turn, so that a failure of any shows at once.
  private void awaitHealthy() {
    List<ChildProcess> waiting = new ArrayList<>(list());
    while (true) {
      waiting.removeIf(ChildProcess::advance);
      if (waiting.isEmpty()) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while children start", e);
    }
  }

  /// From now on each is started again when it dies by itself.
  ///
  /// @param obstacle why no start can succeed now, where that is so
  /// @param events is told of each death and what came of it, on any thread
  public void supervise(
      RestartPolicy policy, Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events) {
    running.forEach(child -> child.supervise(policy, obstacle, events));
  }

  /// @return the children's present processes in the order of their specs
  public List<ChildProcess> list() {
    return running.stream().map(SupervisedChild::process).toList();
  }

  /// @return how each is, in the order of their specs
  public List<SupervisedChild.Report> reports() {
    return running.stream().map(SupervisedChild::report).toList();
  }

  /// @return why the first of those that were given up was, where one was
  public Optional<String> failure() {
    return running.stream().flatMap(child -> child.failure().stream()).findFirst();
  }

  /// Asks all to stop, last started first, then waits for each.
  @Override
  public void close() {
    running.reversed().forEach(SupervisedChild::requestStop);
    running.reversed().forEach(SupervisedChild::close);
  }
}
