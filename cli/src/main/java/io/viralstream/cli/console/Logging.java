package io.viralstream.cli.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Where log events of this process go; standard output is never among the places.
///
/// The clients of Kafka print their whole configuration as INFO: they speak from WARN on.
public final class Logging {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSX,UTC} %-5level [%thread] %logger{24} %msg%n";
  private static final List<String> TALKATIVE =
      List.of(
          "org.apache.kafka",
          "io.netty",
          "ai.djl",
          "com.clickhouse",
          "org.apache.hc",
          "org.rocksdb");

  /// They warn of each attempt while a server is away, and say nothing when it is back. Of brokers
  /// `BrokerWatch` tells, of ClickHouse the code that waits for it.
  private static final List<String> REPETITIVE =
      List.of(
          "org.apache.kafka.clients.NetworkClient",
          "com.clickhouse.client.api.transport.ClientNodeSelector");

  private Logging() {}

  /// A process that a person starts for one command or one role.
  public static void toErrors(Level level) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setTarget("System.err");
    replace(appender, level);
  }

  /// A process whose screen belongs to progress and tables.
  public static void toFile(Path file, Level level) {
    var appender = new FileAppender<ILoggingEvent>();
    appender.setFile(file.toString());
    replace(appender, level);
  }

  private static void replace(OutputStreamAppender<ILoggingEvent> appender, Level level) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    attach(context, appender);
    context.resetTurboFilterList();
    context.addTurboFilter(new FatalInLogs());
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
    for (String name : TALKATIVE) context.getLogger(name).setLevel(Level.WARN);
    for (String name : REPETITIVE) context.getLogger(name).setLevel(Level.ERROR);
  }

  private static void attach(LoggerContext context, Appender<ILoggingEvent> appender) {
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
  }
}
