package io.viralstream.metrics.write;

import io.viralstream.schemas.FatalErrors;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The role of step 7: one thread that stores the topics of `StoredTopic` in ClickHouse, each
/// record once.
///
/// Several may run; Kafka divides the partitions among them. The tables must be there (see
/// `Migrator`).
public final class Sink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sink.class);
  private static final Duration END = Duration.ofSeconds(30);

  private final AtomicReference<SinkState> state = new AtomicReference<>(new SinkState.Starting());
  private final Thread thread;
  private volatile boolean ending;

  private Sink(SinkSettings settings, TopicSerdes serdes, RowWriter writer, InstantSource clock) {
    this.thread =
        Thread.ofPlatform().name("sink").unstarted(() -> run(settings, serdes, writer, clock));
  }

  public static Sink start(
      SinkSettings settings, TopicSerdes serdes, RowWriter writer, InstantSource clock) {
    var sink = new Sink(settings, serdes, writer, clock);
    sink.thread.start();
    return sink;
  }

  public SinkState state() {
    return Objects.requireNonNull(state.get());
  }

  /// Stores what was read and leaves the group.
  @Override
  public void close() {
    ending = true;
    try {
      if (!thread.join(END)) LOG.warn("sink does not end seconds={}", END.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("sink is left ending reason=interrupted");
    }
  }

  /// A broken connection to Kafka ends a session, and the next one reads what the group committed;
  /// a bug ends the sink.
  private void run(
      SinkSettings settings, TopicSerdes serdes, RowWriter writer, InstantSource clock) {
    try {
      while (!ending) session(settings, serdes, writer, clock);
      state.set(new SinkState.Stopped());
    } catch (RuntimeException | Error e) {
      FatalErrors.endOn(e);
      LOG.error("sink failed", e);
      state.set(new SinkState.Failed(e));
    }
  }

  private void session(
      SinkSettings settings, TopicSerdes serdes, RowWriter writer, InstantSource clock) {
    try (var consumer =
            new KafkaConsumer<>(
                reading(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                writing(settings), new ByteArraySerializer(), new ByteArraySerializer())) {
      var office = new DeadLetterOffice(producer, serdes, clock);
      var loop = new SinkLoop(consumer, writer, office, serdes, settings, clock, state);
      loop.start();
      while (!ending) loop.turn();
      loop.finish();
    } catch (KafkaException e) {
      FatalErrors.endOn(e);
      LOG.warn("sink starts again reason={}", e.toString());
      state.set(new SinkState.Waiting(String.valueOf(e.getMessage())));
      pause(settings.backOff());
    }
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ending = true;
    }
  }

  private static Map<String, Object> reading(SinkSettings settings) {
    return Map.of(
        "bootstrap.servers",
        settings.bootstrap(),
        "group.id",
        settings.group(),
        "group.protocol",
        "consumer",
        "isolation.level",
        "read_committed",
        "enable.auto.commit",
        false,
        "auto.offset.reset",
        "earliest",
        "max.poll.records",
        500,
        "fetch.max.bytes",
        16 << 20);
  }

  private static Map<String, Object> writing(SinkSettings settings) {
    return Map.of(
        "bootstrap.servers",
        settings.bootstrap(),
        "acks",
        "all",
        "enable.idempotence",
        true,
        "buffer.memory",
        16L << 20,
        "max.request.size",
        Topics.DEAD_LETTERS.maxRecordBytes() + (1 << 20));
  }
}
