package io.viralstream.embedded;

import io.viralstream.embedded.process.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/// The five ports of a start, and their memory: clients keep addresses, so the next start on the
/// same folder takes the same ports where they are free.
record StackPorts(int kafka, int controller, int registry, int management, int clickhouse) {

  private static final String FILE = "ports.properties";

  /// Chooses the ports and writes them down.
  ///
  /// @throws UncheckedIOException if a port that must be had is taken
  static StackPorts choose(Path data, StackSettings.WantedPorts wanted) {
    Properties last = read(data.resolve(FILE));
    List<FreePort> held = new ArrayList<>();
    try {
      StackPorts ports =
          new StackPorts(
              hold(held, wanted.kafka(), last, "kafka"),
              hold(held, 0, last, "controller"),
              hold(held, wanted.registry(), last, "registry"),
              hold(held, 0, last, "management"),
              hold(held, wanted.clickhouse(), last, "clickhouse"));
      ports.write(data.resolve(FILE));
      return ports;
    } finally {
      held.forEach(FreePort::close);
    }
  }

  /// Holds each port until all are chosen; otherwise two components could be given the same.
  private static int hold(List<FreePort> held, int wanted, Properties last, String key) {
    FreePort port =
        wanted == 0
            ? FreePort.preferring(Integer.parseInt(last.getProperty(key, "0")))
            : FreePort.exactly(wanted);
    held.add(port);
    return port.number();
  }

  private static Properties read(Path file) {
    Properties ports = new Properties();
    if (!Files.exists(file)) {
      return ports;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      ports.load(reader);
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file) {
    Properties ports = new Properties();
    ports.setProperty("kafka", String.valueOf(kafka));
    ports.setProperty("controller", String.valueOf(controller));
    ports.setProperty("registry", String.valueOf(registry));
    ports.setProperty("management", String.valueOf(management));
    ports.setProperty("clickhouse", String.valueOf(clickhouse));
    try (Writer writer = Files.newBufferedWriter(file)) {
      ports.store(writer, "ports of the last start");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
