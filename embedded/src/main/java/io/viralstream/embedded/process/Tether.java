package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// The string that ties a child to its parent: when standard input ends, the child ends.
///
/// The kernel closes the pipe when the parent goes, also after kill -9, which no handler in the
/// parent could answer. Uses the JDK only, so that it runs beside any component's class path.
public final class Tether {

  /// An orderly exit runs shutdown hooks; one that hangs must not keep an orphan alive.
  private static final Duration EXIT_LIMIT = Duration.ofSeconds(15);

  private Tether() {}

  /// Watches the pipe on a thread of its own, and calls `cut` once when it has ended.
  ///
  /// @param pipe the child's standard input
  public static void watch(InputStream pipe, Runnable cut) {
    Thread.ofPlatform().daemon().name("tether").start(() -> awaitEnd(pipe, cut));
  }

  /// Ends this JVM in order, and by force once the limit has passed.
  public static void exit() {
    Thread.ofPlatform().daemon().name("tether-limit").start(Tether::haltLater);
    System.exit(0);
  }

  private static void awaitEnd(InputStream pipe, Runnable cut) {
    try {
      pipe.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("tether-broken error=" + e);
    }
    cut.run();
  }

  private static void haltLater() {
    try {
      Thread.sleep(EXIT_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
