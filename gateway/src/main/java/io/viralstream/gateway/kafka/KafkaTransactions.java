package io.viralstream.gateway.kafka;

import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One transaction at a time through one transactional producer, which is made when it is first
/// needed and made anew after a failure.
///
/// Making it anew under the same id fences whatever the failed one may have left open.
public final class KafkaTransactions implements Transactions, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaTransactions.class);

  private final Supplier<Producer<String, byte[]>> producers;
  private final Function<String, Producer<String, byte[]>> exclusive;
  private final TopicSerdes serdes;
  private final Duration patience;
  private final ReentrantLock one = new ReentrantLock();
  private Optional<Producer<String, byte[]>> current = Optional.empty();

  /// @param producers makes producers of this gateway's own transactional id
  /// @param exclusive makes producers of a subject's transactional id, which all gateways share
  /// @param patience how long a transaction waits for the ones before it
  public KafkaTransactions(
      Supplier<Producer<String, byte[]>> producers,
      Function<String, Producer<String, byte[]>> exclusive,
      TopicSerdes serdes,
      Duration patience) {
    this.producers = producers;
    this.exclusive = exclusive;
    this.serdes = serdes;
    this.patience = patience;
  }

  @Override
  public void write(List<Entry<?>> entries) {
    List<ProducerRecord<String, byte[]>> records = encoded(entries);
    inTurn();
    try {
      commit(producer(), records);
    } catch (KafkaException failure) {
      LOG.warn("transaction failed records={} cause={}", records.size(), failure.toString());
      discard();
      throw failure;
    } finally {
      one.unlock();
    }
  }

  @Override
  public void exclusively(String subject, Supplier<List<Entry<?>>> decide) {
    Producer<String, byte[]> producer = exclusive.apply(subject);
    try {
      producer.initTransactions(); // fences the last holder, and ends what it left open
      List<ProducerRecord<String, byte[]>> records = encoded(decide.get());
      if (!records.isEmpty()) commit(producer, records);
    } finally {
      producer.close(Duration.ZERO); // it waits for nothing: the commit has, or has failed
    }
  }

  @Override
  public int partitions(Topic<?> topic) {
    inTurn();
    try {
      return producer().partitionsFor(topic.name()).size();
    } finally {
      one.unlock();
    }
  }

  private List<ProducerRecord<String, byte[]>> encoded(List<Entry<?>> entries) {
    return entries.stream().map(entry -> entry.encoded(serdes)).toList();
  }

  /// A request behind a broker that hangs is told so, and does not queue for ever.
  private void inTurn() {
    try {
      if (one.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ProblemKind.UNAVAILABLE, "the gateway is stopping").exception();
    }
    throw Problem.of(ProblemKind.UNAVAILABLE, "the log did not take the record in time")
        .exception();
  }

  private static void commit(
      Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      // A failed send makes the commit fail.
      Future<RecordMetadata> unused = producer.send(record);
    }
    producer.commitTransaction();
  }

  private Producer<String, byte[]> producer() {
    if (current.isEmpty()) {
      Producer<String, byte[]> made = producers.get();
      current = Optional.of(made);
      try {
        made.initTransactions();
      } catch (KafkaException failure) {
        discard();
        throw failure;
      }
    }
    return current.orElseThrow();
  }

  private void discard() {
    current.ifPresent(producer -> producer.close(Duration.ZERO));
    current = Optional.empty();
  }

  @Override
  public void close() {
    one.lock();
    try {
      current.ifPresent(Producer::close);
      current = Optional.empty();
    } finally {
      one.unlock();
    }
  }
}
