package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// What is told of a broker that goes and comes back.
class BrokerWatchTest {
  private final ListAppender<ILoggingEvent> told = new ListAppender<>();
  private final AtomicBoolean answers = new AtomicBoolean(true);
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;
  private final BrokerWatch watch = new BrokerWatch("kafka:9092", "streams", answers::get, clock);

  @BeforeEach
  void listen() {
    told.start();
    logger().setLevel(Level.INFO);
    logger().addAppender(told);
  }

  @AfterEach
  void leave() {
    logger().detachAppender(told);
    logger().setLevel(null);
  }

  @Test
  void warnsOnceWhenTheBrokerGoesAndTellsOnceWhenItIsBack() {
    watch.look();
    answers.set(false);
    for (int look = 0; look < 10; look++) watch.look();
    answers.set(true);
    now.set(Instant.ofEpochSecond(7));
    watch.look();
    watch.look();
    assertEquals(
        List.of(
            "WARN kafka does not answer address=kafka:9092 waiting=streams",
            "INFO kafka answers again address=kafka:9092 seconds=7"),
        lines());
  }

  @Test
  void saysNothingOfASingleMissedAnswer() {
    answers.set(false);
    watch.look();
    answers.set(true);
    watch.look();
    answers.set(false);
    watch.look();
    assertEquals(List.of(), lines());
  }

  private List<String> lines() {
    return told.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(BrokerWatch.class);
  }
}
