package io.viralstream.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ctrl-C or SIGTERM as an interrupt of the thread that works, which then stops in order; the
/// process ends only after that.
///
/// Opened before what has to be stopped, so that it is closed behind it.
final class StopSignal implements AutoCloseable {
  /// More than the slowest orderly stop; a hung one must not keep the process for ever.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Duration LOOK = Duration.ofMillis(500);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread working = Thread.currentThread();

  StopSignal() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
  }

  private void stop() {
    if (stopped.getCount() == 0) return;
    working.interrupt();
    try {
      if (!stopped.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns when the process is asked to stop.
  ///
  /// @param check looks now and then whether all is well; what it throws ends the wait
  void await(Runnable check) {
    try {
      while (true) {
        check.run();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      // That is the signal; the flag stays clear, so that stopping may wait for what it stops.
      return;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
  }
}
