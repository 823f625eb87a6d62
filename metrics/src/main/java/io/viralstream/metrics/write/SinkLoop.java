package io.viralstream.metrics.write;

import static java.util.stream.Collectors.toMap;

import io.viralstream.metrics.ClickHouseException;
import io.viralstream.metrics.ClickHouseUnavailableException;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Step 7: reads the topics of `StoredTopic` and stores each record once.
///
/// What is there is stored at once, and what comes while that lasts, or before the partition's
/// pause is over, is gathered for the next insert. All partitions that are ripe go through three
/// steps together, and a crash between any two of them is made good by the sink that owns a
/// partition next:
///
/// 1. commit each offset `first` with `last` as its metadata: the ranges are in doubt from here;
/// 2. insert the rows of each under a token made of topic, partition, first, last and table;
/// 3. commit each `last` + 1 without metadata.
///
/// On assignment a range in doubt is read and inserted again, exactly it and under the same token:
/// ClickHouse drops it if it was there. If step 1 fails, nothing is inserted.
final class SinkLoop {
  private static final Logger LOG = LoggerFactory.getLogger(SinkLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final RowWriter writer;
  private final DeadLetterOffice deadLetters;
  private final TopicSerdes serdes;
  private final SinkSettings settings;
  private final InstantSource clock;
  private final AtomicReference<SinkState> state;
  private final BackOff backOff;
  private final Map<TopicPartition, PartitionLog<?>> logs = new HashMap<>();

  SinkLoop(
      Consumer<byte[], byte[]> consumer,
      RowWriter writer,
      DeadLetterOffice deadLetters,
      TopicSerdes serdes,
      SinkSettings settings,
      InstantSource clock,
      AtomicReference<SinkState> state) {
    this.consumer = consumer;
    this.writer = writer;
    this.deadLetters = deadLetters;
    this.serdes = serdes;
    this.settings = settings;
    this.clock = clock;
    this.state = state;
    this.backOff = new BackOff(settings.backOff(), settings.maxBackOff());
  }

  void start() {
    consumer.subscribe(
        StoredTopic.ALL.stream().map(kind -> kind.topic().name()).toList(), new Ownership());
  }

  /// One turn: reads, then stores what is ripe, or waits where a server is away.
  void turn() {
    regulate();
    take(consumer.poll(patience()));
    if (backOff.waiting(clock.instant())) return;
    attempt(() -> {
      Instant now = clock.instant();
      store(batches(partition -> logOf(partition).ripe(consumer.position(partition), now)));
      backOff.succeeded();
      if (!logs.isEmpty()) state.set(new SinkState.Running());
    });
  }

  /// Stores what was read, once, before an orderly end; what fails is read again by the next owner.
  void finish() {
    attempt(() -> store(batches(partition -> logOf(partition).all())));
  }

  /// How long to wait for records: until something that was read may be stored.
  private Duration patience() {
    Instant now = clock.instant();
    if (backOff.waiting(now)) return POLL;
    return logs.values().stream()
        .flatMap(log -> log.due().stream())
        .map(due -> Duration.between(now, due))
        .filter(wait -> wait.compareTo(POLL) < 0)
        .min(Comparator.naturalOrder())
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(POLL);
  }

  private List<Batch<?>> batches(Function<TopicPartition, Optional<Range>> ranges) {
    var batches = new ArrayList<Batch<?>>();
    for (TopicPartition partition : logs.keySet())
      ranges.apply(partition).ifPresent(range -> batches.add(logOf(partition).batch(range)));
    return batches;
  }

  private void store(List<Batch<?>> batches) {
    if (batches.isEmpty()) return;
    begin(batches.stream().filter(batch -> logOf(batch.partition()).doubt().isEmpty()).toList());
    Inserts.run(batches.stream().<Runnable>map(batch -> () -> batch.write(writer)).toList());
    commit(batches, Range::stored);
    for (Batch<?> batch : batches) {
      logOf(batch.partition()).stored(batch.range());
      LOG.debug("batch stored partition={} range={}", batch.partition(), batch.range());
    }
  }

  /// Puts ranges in doubt; those that are already are not begun again.
  private void begin(List<Batch<?>> batches) {
    if (batches.isEmpty()) return;
    for (Batch<?> batch : batches) deadLetters.send(batch.refused());
    commit(batches, Range::inDoubt);
    for (Batch<?> batch : batches) logOf(batch.partition()).begun(batch.range(), clock.instant());
  }

  private void commit(List<Batch<?>> batches, Function<Range, OffsetAndMetadata> offset) {
    consumer.commitSync(
        batches.stream().collect(toMap(Batch::partition, batch -> offset.apply(batch.range()))));
  }

  private PartitionLog<?> logOf(TopicPartition partition) {
    PartitionLog<?> log = logs.get(partition);
    if (log == null) throw new IllegalStateException(partition + " was never assigned");
    return log;
  }

  /// What a server's absence throws is waited for; anything else is a bug and ends the sink.
  private void attempt(Runnable storing) {
    try {
      storing.run();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The partition may have moved on: the next poll tells, and its owner finds any doubt.
      backOff.failed(clock.instant());
      LOG.info("batch given up reason={}", e.toString());
    } catch (ClickHouseUnavailableException | ClickHouseException | RetriableException e) {
      away(e);
    } catch (KafkaException e) {
      if (!(e.getCause() instanceof RetriableException)) throw e;
      away(e);
    }
  }

  private void away(RuntimeException failure) {
    backOff.failed(clock.instant());
    state.set(new SinkState.Waiting(String.valueOf(failure.getMessage())));
    LOG.warn("store waits reason={}", failure.getMessage());
  }

  /// Pauses what has no room left, and everything while a server is away.
  ///
  /// What the consumer calls assigned may be lost to it at any moment outside of poll, and is then
  /// refused; what has a log is ours until we are told otherwise.
  private void regulate() {
    boolean waiting = backOff.waiting(clock.instant());
    boolean full = held() >= settings.maxBytes();
    var paused = new HashSet<TopicPartition>();
    var others = new HashSet<TopicPartition>();
    logs.forEach((partition, log) -> {
      boolean hold = waiting || ((full || log.full()) && log.doubt().isEmpty());
      (hold ? paused : others).add(partition);
    });
    consumer.pause(paused);
    consumer.resume(others);
  }

  /// Heap that the records of all partitions hold.
  private long held() {
    return logs.values().stream().mapToLong(PartitionLog::bytes).sum();
  }

  private void take(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions())
      take(logOf(partition), records.records(partition));
  }

  private void take(PartitionLog<?> log, List<ConsumerRecord<byte[], byte[]>> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (overfull() && log.doubt().isEmpty()) {
        readAgain(record);
        return;
      }
      try {
        log.take(record);
      } catch (RegistryUnavailableException e) {
        // Nothing is wrong with the record.
        readAgain(record);
        away(e);
        return;
      }
    }
  }

  private void readAgain(ConsumerRecord<byte[], byte[]> record) {
    consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
  }

  /// Whether one poll brought far more than its bytes told, as records of many parts do.
  private boolean overfull() {
    return held() >= 2L * settings.maxBytes();
  }

  /// Keeps a log for each partition that this sink owns.
  ///
  /// Kafka calls it inside poll or close, on the loop's own thread, so never between an insert and
  /// its commit. What is forgotten of a lost partition was not committed: its next owner reads it
  /// again, and finds a range in doubt in the committed offset.
  private final class Ownership implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          consumer.committed(new HashSet<>(partitions));
      for (TopicPartition partition : partitions) {
        Optional<Range> doubt = Optional.ofNullable(committed.get(partition)).flatMap(Range::of);
        logs.put(partition, log(kind(partition.topic()), partition, doubt));
        doubt.ifPresent(range ->
            LOG.info(
                "range in doubt partition={} first={} last={}",
                partition,
                range.first(),
                range.last()));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      new ArrayList<>(partitions).forEach(logs::remove);
    }
  }

  private <V extends SpecificRecord> PartitionLog<V> log(
      StoredTopic<V> kind, TopicPartition partition, Optional<Range> doubt) {
    Duration pause = settings.pause(consumer.partitionsFor(partition.topic()).size());
    return new PartitionLog<>(kind, partition, serdes.of(kind.topic()), settings, pause, doubt);
  }

  private static StoredTopic<?> kind(String topic) {
    return StoredTopic.ALL.stream()
        .filter(kind -> kind.topic().name().equals(topic))
        .findFirst()
        .orElseThrow();
  }
}
