package io.viralstream.gateway.kafka;

import io.viralstream.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/// Keeps what is sent; acknowledges at once, or fails as long as it is told to.
public final class FakeOutbox implements Outbox {
  private final List<SpecificRecord> sent = new ArrayList<>();
  private Optional<RuntimeException> failure = Optional.empty();

  @Override
  public synchronized <V extends SpecificRecord> CompletableFuture<RecordMetadata> send(
      Topic<V> topic, String key, V value) {
    if (failure.isPresent()) return CompletableFuture.failedFuture(failure.get());
    sent.add(value);
    var partition = new TopicPartition(topic.name(), 0);
    return CompletableFuture.completedFuture(
        new RecordMetadata(partition, sent.size() - 1L, 0, 0, 0, 0));
  }

  public synchronized void fail(RuntimeException with) {
    failure = Optional.of(with);
  }

  public synchronized void recover() {
    failure = Optional.empty();
  }

  /// What was sent of one kind, in order.
  public synchronized <V extends SpecificRecord> List<V> sent(Class<V> type) {
    return sent.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
