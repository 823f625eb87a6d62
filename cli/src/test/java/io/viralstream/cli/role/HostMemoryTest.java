package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine of files, with 1,000 KiB available.
class HostMemoryTest {
  private static final long KIBIBYTE = 1 << 10;

  @TempDir Path root;

  @BeforeEach
  void machine() throws IOException {
    write("proc/meminfo", "MemTotal: 4000 kB\nMemFree: 10 kB\nMemAvailable:    1000 kB\n");
    write("proc/self/status", "Name:\tjava\nVmRSS:\t     300 kB\nRssAnon:\t 200 kB\n");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.resolve("..").normalize());
    Files.writeString(path, text);
  }

  private long available() {
    return new HostMemory(root).available() / KIBIBYTE;
  }

  /// A group with a bound and what is used of it, in KiB.
  private void second(String group, String most, long used, long inactive) throws IOException {
    String folder = "sys/fs/cgroup/" + group;
    write(folder + "/memory.max", most + "\n");
    write(folder + "/memory.current", used * KIBIBYTE + "\n");
    write(folder + "/memory.stat", "file 7\ninactive_file " + inactive * KIBIBYTE + "\n");
  }

  @Test
  void isThatOfTheMachineWhereNoGroupBoundsIt() throws IOException {
    assertEquals(1_000, available());
    write("proc/self/cgroup", "0::/user/app\n");
    second("user/app", "max", 900, 0);
    assertEquals(1_000, available());
  }

  @Test
  void isThatOfTheTightestGroupAboveTheProcess() throws IOException {
    write("proc/self/cgroup", "0::/user/app\n");
    second("user/app", "" + 800 * KIBIBYTE, 100, 0);
    second("user", "" + 600 * KIBIBYTE, 300, 0);
    assertEquals(300, available());
  }

  @Test
  void countsPagesOfFilesThatLieUnusedAsFree() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    second("", "" + 800 * KIBIBYTE, 700, 250);
    assertEquals(350, available());
  }

  @Test
  void knowsTheFirstVersionOfControlGroups() throws IOException {
    write("proc/self/cgroup", "5:cpu:/\n4:memory:/box\n0::/\n");
    write("sys/fs/cgroup/memory/box/memory.limit_in_bytes", "" + 500 * KIBIBYTE);
    write("sys/fs/cgroup/memory/box/memory.usage_in_bytes", "" + 200 * KIBIBYTE);
    write("sys/fs/cgroup/memory/box/memory.stat", "total_inactive_file " + 50 * KIBIBYTE + "\n");
    assertEquals(350, available());
  }

  @Test
  void findsTheBoundOfAContainerWhosePathOutsideIsNotItsOwn() throws IOException {
    write("proc/self/cgroup", "0::/docker/0123\n");
    second("", "" + 400 * KIBIBYTE, 100, 0);
    assertEquals(300, available());
  }

  @Test
  void isNeverLessThanNothing() throws IOException {
    write("proc/self/cgroup", "0::/\n");
    second("", "" + 100 * KIBIBYTE, 200, 0);
    assertEquals(0, available());
  }

  @Test
  void knowsWhatLiesInMemoryOfThisProcess() {
    assertEquals(300 * KIBIBYTE, new HostMemory(root).resident());
    assertEquals(200 * KIBIBYTE, new HostMemory(root).own());
    assertTrue(HostMemory.ofThisMachine().own() > 0);
    assertTrue(HostMemory.ofThisMachine().resident() > 0);
    assertTrue(HostMemory.ofThisMachine().available() > 0);
  }
}
