package io.viralstream.cli.role;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryManagerMXBean;
import java.util.Locale;
import java.util.stream.Collectors;

/// The JVM that a role runs in, as its first log line tells of it.
///
/// @param heapMebibytes the largest heap
/// @param compiler `C1` where the first stage alone compiles, else `C1+C2`
/// @param collectors of garbage
public record RunningJvm(long heapMebibytes, String compiler, String collectors) {
  private static final int MEBIBYTE = 1 << 20;
  private static final int LAST_STAGE = 4;

  public static RunningJvm here() {
    HotSpotDiagnosticMXBean flags =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    int stage = Integer.parseInt(flags.getVMOption("TieredStopAtLevel").getValue());
    String collectors =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(MemoryManagerMXBean::getName)
            .collect(Collectors.joining("+"));
    return new RunningJvm(
        Runtime.getRuntime().maxMemory() / MEBIBYTE,
        stage < LAST_STAGE ? "C1" : "C1+C2",
        collectors);
  }

  /// As a log event.
  public String event() {
    return String.format(
        Locale.ROOT,
        "jvm started heapMiB=%d compiler=%s collector=\"%s\"",
        heapMebibytes,
        compiler,
        collectors);
  }
}
