package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  private final TopicSerdes serdes;
  private final ReentrantLock one = new ReentrantLock();
  private Optional<Producer<String, byte[]>> current = Optional.empty();

  /// @param producers makes producers of this gateway's own transactional id
  public KafkaTransactions(Supplier<Producer<String, byte[]>> producers, TopicSerdes serdes) {
    this.producers = producers;
    this.serdes = serdes;
  }

  @Override
  public void write(List<Entry<?>> entries) {
    List<ProducerRecord<String, byte[]>> records =
        entries.stream().map(entry -> entry.encoded(serdes)).toList();
    one.lock();
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
  public int partitions(Topic<?> topic) {
    one.lock();
    try {
      return producer().partitionsFor(topic.name()).size();
    } finally {
      one.unlock();
    }
  }

  private static void commit(
      Producer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records) {
    producer.beginTransaction();
    for (var record : records) {
      // A failed send makes the commit fail.
      var unused = producer.send(record);
    }
    producer.commitTransaction();
  }

  private Producer<String, byte[]> producer() {
    if (current.isEmpty()) {
      var made = producers.get();
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
