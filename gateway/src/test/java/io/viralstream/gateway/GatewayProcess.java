package io.viralstream.gateway;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.serde.LocalSchemaIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A gateway in a JVM of its own with the launcher's heap and nothing behind it: it prints its
/// port, and after each line that it reads how many bytes of its heap are in use.
final class GatewayProcess implements AutoCloseable {
  private static final String NOWHERE = "127.0.0.1:9";

  private final Process process;
  private final BufferedReader out;
  private final URI address;

  private GatewayProcess(Process process) throws IOException {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.address = URI.create("http://127.0.0.1:" + number());
  }

  static GatewayProcess start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        List.of(
            java,
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xss1m",
            "-Xmx384m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MarkSweepDeadRatio=0", // else a collection may leave what is dead where it lies
            "-cp",
            System.getProperty("java.class.path"),
            GatewayProcess.class.getName());
    return new GatewayProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  URI address() {
    return address;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Bytes in use behind a full collection.
  long heap() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return number();
  }

  private long number() throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine())
      if (line.startsWith("number=")) return Long.parseLong(line.substring(7));
    throw new IOException("the gateway's process has ended");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  public static void main(String[] arguments) throws IOException {
    var store = new ClickHouse(ClickHouseUrl.parse("http://" + NOWHERE));
    var second = Duration.ofSeconds(1);
    var settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            NOWHERE,
            URI.create("http://" + NOWHERE),
            "hostile",
            Limits.defaults(),
            new Times(
                new AskTime(second, Duration.ZERO),
                second.multipliedBy(2),
                second,
                second,
                second,
                second),
            Capacity.within(Runtime.getRuntime().maxMemory(), Limits.defaults()));
    var gateway = Gateway.start(settings, new LocalSchemaIds(), store, Clock.systemUTC());
    say(gateway.port());
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    while (System.in.read() >= 0) {
      memory.gc();
      say(memory.getHeapMemoryUsage().getUsed());
    }
  }

  private static void say(long number) {
    System.out.println("number=" + number);
  }
}
