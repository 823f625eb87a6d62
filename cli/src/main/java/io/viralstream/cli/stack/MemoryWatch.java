package io.viralstream.cli.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Looks once a second at how much memory a process and all its descendants hold.
///
/// The measure is PSS: pages that several processes share count once in the sum. Processes that end
/// between two looks are missed.
public final class MemoryWatch implements AutoCloseable {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final ProcessHandle root;
  private final Map<String, Long> peaks = new LinkedHashMap<>();
  private final Thread thread;
  private long peak;

  private MemoryWatch(ProcessHandle root) {
    this.root = root;
    this.thread = Thread.ofPlatform().daemon().name("memory").unstarted(this::run);
  }

  public static MemoryWatch start() {
    var watch = new MemoryWatch(ProcessHandle.current());
    watch.thread.start();
    return watch;
  }

  private void run() {
    try {
      while (true) {
        look();
        Thread.sleep(PACE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    long sum = bytes("viral", root);
    for (ProcessHandle child : root.descendants().toList())
      sum += bytes(ProcessName.of(child), child);
    peak = Math.max(peak, sum);
  }

  private long bytes(String name, ProcessHandle process) {
    long bytes =
        Smaps.pss(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")).orElse(0L);
    peaks.merge(name, bytes, Math::max);
    return bytes;
  }

  /// The most that all processes held together; 0 where the system does not tell.
  public synchronized long peakBytes() {
    return peak;
  }

  /// The most that each process held, which need not have been at the same time.
  public synchronized Map<String, Long> peaks() {
    return Map.copyOf(peaks);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
