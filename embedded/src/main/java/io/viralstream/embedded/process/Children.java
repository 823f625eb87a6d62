package io.viralstream.embedded.process;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Several children as one: started side by side, stopped in reverse order.
public final class Children implements AutoCloseable {

  private static final long LOOK_MILLIS = 40;

  private final List<ChildProcess> running;

  private Children(List<ChildProcess> running) {
    this.running = running;
  }

  /// Launches all and returns when all are healthy.
  ///
  /// @throws ChildStartException for the first that fails; the others are stopped before
  public static Children start(List<ChildSpec> specs, InstantSource time) {
    Children children = new Children(new ArrayList<>());
    try {
      specs.forEach(spec -> children.running.add(ChildProcess.launch(spec, time)));
      children.awaitHealthy();
      return children;
    } catch (RuntimeException e) {
      children.close();
      throw e;
    }
  }

  /// One thread looks at all in turn, so that a failure of any shows at once.
  private void awaitHealthy() {
    List<ChildProcess> waiting = new ArrayList<>(running);
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

  /// @return the children in the order of their specs
  public List<ChildProcess> list() {
    return List.copyOf(running);
  }

  /// Asks all to stop, last started first, then waits for each.
  @Override
  public void close() {
    running.reversed().forEach(ChildProcess::requestStop);
    running.reversed().forEach(ChildProcess::close);
  }
}
