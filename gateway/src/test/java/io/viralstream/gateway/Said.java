package io.viralstream.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;

/// What a class writes into the log while something is done.
public final class Said {
  private Said() {}

  public static List<String> by(Class<?> speaker, Callable<?> done) {
    var logger = (Logger) LoggerFactory.getLogger(speaker);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      Object unused = done.call();
    } catch (Exception failure) {
      throw new AssertionError(failure);
    } finally {
      logger.detachAppender(lines);
    }
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
