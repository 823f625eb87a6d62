package io.viralstream.cli.role;

import com.sun.management.OperatingSystemMXBean;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.lang.management.ManagementFactory;

/// What a worker process may hold in memory of what grows with its work, in bytes.
///
/// @param features of pictures, on the heap
/// @param models weights of model versions, beside it
/// @param keyValues keys and values of sequences that run, beside it
record WorkerMemory(long features, long models, long keyValues) {
  private static final long MEBIBYTE = 1L << 20;

  /// Shares of this machine, or of its container, where the environment says nothing.
  static WorkerMemory of(Environment environment) {
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return of(environment, Runtime.getRuntime().maxMemory(), machine);
  }

  /// @throws io.viralstream.cli.settings.Setting.Refused for more features than half of the heap
  static WorkerMemory of(Environment environment, long heap, long machine) {
    return new WorkerMemory(
        bytes(environment, Setting.VIRAL_FEATURE_MEMORY, heap / 4, heap / 2),
        bytes(environment, Setting.VIRAL_MODEL_MEMORY, machine / 2, machine),
        bytes(environment, Setting.VIRAL_KEY_VALUE_MEMORY, machine / 4, machine));
  }

  private static long bytes(Environment environment, Setting setting, long usual, long most) {
    if (environment.given(setting).isEmpty()) return usual;
    return environment.integer(setting, 0, Math.toIntExact(most / MEBIBYTE)) * MEBIBYTE;
  }
}
