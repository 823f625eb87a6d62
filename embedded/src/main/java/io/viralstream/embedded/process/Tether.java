package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// The string that ties a child to its parent: when standard input ends, the child ends.
///
/// The kernel closes the pipe when the parent goes, also after kill -9, which no handler in the
/// parent could answer. Uses the JDK only, so that it runs beside any component's class path.
public final class Tether {

  /// The exit code of a child whose parent was gone.
  private static final int CUT = 1;

  private Tether() {}

  /// Watches the pipe on a thread of its own, and calls `cut` once when it has ended.
  ///
  /// @param pipe the child's standard input
  public static void watch(InputStream pipe, Runnable cut) {
    Thread.ofPlatform().daemon().name("tether").start(() -> awaitEnd(pipe, cut));
  }

  /// Ends this JVM at once, without shutdown hooks.
  ///
  /// The parent was killed, or it would have stopped its children in order. A next one may come at
  /// any moment for the same ports and files, and every child is built to be killed.
  public static void halt() {
    Runtime.getRuntime().halt(CUT);
  }

  private static void awaitEnd(InputStream pipe, Runnable cut) {
    try {
      pipe.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("tether-broken error=" + e);
    }
    cut.run();
  }
}
