package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A JVM that prefers ::1 where the product writes 127.0.0.1.
class LoopbackTest {

  @TempDir static Path data;

  @Test
  void startsWhereTheJvmPrefersAddressesOfVersionSix() {
    StackUnderTest.assumeEngineInstalled();
    Map<String, String> environment =
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.net.preferIPv6Addresses=true");
    OtherProcess stack = OtherProcess.runStack(data, environment);
    try {
      assertEquals(3, stack.children().size());
    } finally {
      stack.kill();
    }
    stack.children().forEach(child -> child.onExit().join());
  }
}
