package io.viralstream.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// What reaches the log of a process.
class LoggingTest {
  @TempDir Path folder;

  @AfterEach
  void restore() throws Exception {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    new ContextInitializer(context).autoConfig();
  }

  @Test
  void leavesOutWhatClientsRepeatWhileAServerIsAway() throws Exception {
    Path file = folder.resolve("viral.log");
    Logging.toFile(file, Level.INFO);
    for (String name :
        List.of(
            "org.apache.kafka.clients.NetworkClient",
            "com.clickhouse.client.api.transport.ClientNodeSelector",
            "org.apache.kafka.clients.consumer.KafkaConsumer"))
      LoggerFactory.getLogger(name).warn("of {}", name);
    List<String> said =
        Files.readAllLines(file).stream().map(line -> line.replaceAll(".* of ", "")).toList();
    assertEquals(List.of("org.apache.kafka.clients.consumer.KafkaConsumer"), said);
  }
}
