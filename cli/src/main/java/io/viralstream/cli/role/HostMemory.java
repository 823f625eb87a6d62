package io.viralstream.cli.role;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The memory of this machine, or of the container that it is seen from, as Linux tells it.
///
/// Each control group above the process may have a bound of its own, and the tightest one counts.
/// Pages of files that a group has read and not used lately can be had at once, so they count as
/// free:
///
/// ```
/// machine   MemAvailable                                   20 GiB
/// group     memory.max 8 GiB, memory.current 5 GiB, of which inactive_file 2 GiB
/// available min(20, 8 − (5 − 2)) = 5 GiB
/// ```
public final class HostMemory {
  private static final String UNLIMITED = "max";
  private static final long KIBIBYTE = 1L << 10;

  private final Path root;

  /// @param root `/`, below which `proc` and `sys` lie
  HostMemory(Path root) {
    this.root = root;
  }

  public static HostMemory ofThisMachine() {
    return new HostMemory(Path.of("/"));
  }

  /// Bytes that a process may still have.
  public long available() {
    long machine = inKibibytes("proc/meminfo", "MemAvailable:").orElseGet(HostMemory::free);
    return Stream.concat(
            groups("0::", "", new Names("memory.max", "memory.current", "inactive_file")),
            groups(
                ":memory:",
                "memory",
                new Names("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")))
        .reduce(machine, Math::min);
  }

  /// Bytes that this process has for itself. Pages of mapped files, such as weights that stay in
  /// theirs, are none: they count as available.
  long own() {
    return inKibibytes("proc/self/status", "RssAnon:").orElse(0L);
  }

  /// Bytes of this process that lie in memory.
  public long resident() {
    return inKibibytes("proc/self/status", "VmRSS:").orElse(0L);
  }

  /// Bytes of the machine or of the container in all.
  static long total() {
    return bean().getTotalMemorySize();
  }

  private static long free() {
    return bean().getFreeMemorySize();
  }

  private static OperatingSystemMXBean bean() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  /// What one version of control groups calls its figures.
  private record Names(String bound, String used, String reclaimable) {}

  /// What is free in this process's group and in those above it.
  ///
  /// @param mark by which the line of the hierarchy is known in `/proc/self/cgroup`
  private Stream<Long> groups(String mark, String mounted, Names names) {
    Path top = root.resolve("sys/fs/cgroup").resolve(mounted);
    String path =
        lines("proc/self/cgroup")
            .filter(line -> line.contains(mark))
            .map(line -> line.substring(line.lastIndexOf(':') + 1).replaceFirst("^/+", ""))
            .findFirst()
            .orElse("");
    // Inside a container its own group may be mounted as the top, whatever its path outside is.
    return Stream.iterate(
            top.resolve(path).normalize(), each -> each.startsWith(top), Path::getParent)
        .flatMap(group -> free(group, names).stream());
  }

  private static Optional<Long> free(Path group, Names names) {
    Optional<String> bound = text(group.resolve(names.bound()));
    Optional<String> used = text(group.resolve(names.used()));
    if (bound.isEmpty() || used.isEmpty() || bound.get().equals(UNLIMITED)) return Optional.empty();
    long reclaimable =
        lines(group.resolve("memory.stat"))
            .filter(line -> line.startsWith(names.reclaimable() + " "))
            .map(HostMemory::number)
            .findFirst()
            .orElse(0L);
    return Optional.of(Math.max(0, number(bound.get()) - number(used.get()) + reclaimable));
  }

  private Optional<Long> inKibibytes(String file, String key) {
    return lines(file)
        .filter(line -> line.startsWith(key))
        .map(line -> number(line) * KIBIBYTE)
        .findFirst();
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private Stream<String> lines(String file) {
    return lines(root.resolve(file));
  }

  /// A file that is not there has none: not every system has each of them.
  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException absent) {
      return List.<String>of().stream();
    }
  }

  private static Optional<String> text(Path file) {
    return lines(file).findFirst();
  }
}
