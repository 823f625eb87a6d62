package io.viralstream.gateway.kafka;

import io.viralstream.schemas.FatalErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows all partitions of some topics on a thread of its own, without a group: every gateway
/// sees every record.
///
/// It waits for a broker that is away, before and after it was connected. Whatever else ends it, it
/// begins again where it was, after a pause that grows; once it has failed so often in a row that
/// nothing but another process may help, it says so. It is ready once it has seen what was there
/// when it began.
public final class Follower implements AutoCloseable {

  /// Where a follower begins.
  public enum Start {
    /// Everything that is there, then whatever comes.
    BEGINNING,
    /// Only what comes from now on.
    END
  }

  /// What a follower does with one record; called by one thread, in the order of each partition.
  @FunctionalInterface
  public interface Reaction {
    /// @throws org.apache.kafka.common.errors.RetriableException where the record is to be tried
    ///   again
    void to(ConsumerRecord<String, byte[]> record);

    /// Everything that was there when the follower began has been reacted to.
    default void caughtUp() {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String name;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final List<String> topics;
  private final Start start;
  private final Reaction reaction;
  private final Failures failures;
  private final Map<TopicPartition, Long> next = new HashMap<>();
  private final Thread thread;
  private volatile boolean ready;
  private volatile boolean stopped;

  public Follower(
      String name,
      Supplier<Consumer<String, byte[]>> consumers,
      List<String> topics,
      Start start,
      Reaction reaction) {
    this(name, consumers, topics, start, reaction, new Failures(PAUSE));
  }

  Follower(
      String name,
      Supplier<Consumer<String, byte[]>> consumers,
      List<String> topics,
      Start start,
      Reaction reaction,
      Failures failures) {
    this.name = name;
    this.consumers = consumers;
    this.topics = topics;
    this.start = start;
    this.reaction = reaction;
    this.failures = failures;
    this.thread = Thread.ofPlatform().name("follow-" + name).daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public boolean ready() {
    return ready;
  }

  /// Why it cannot go on, where it has tried often enough.
  public Optional<String> fault() {
    return failures.fault().map(failure -> name + " cannot be followed: " + failure);
  }

  private void run() {
    try {
      while (!stopped) {
        attempt();
        ready = false;
        if (!stopped) Thread.sleep(failures.pause());
      }
    } catch (InterruptedException stop) {
      LOG.debug("follower interrupted name={}", name);
    }
    ready = false;
    LOG.info("follower stopped name={}", name);
  }

  /// Follows until it is stopped or fails.
  private void attempt() throws InterruptedException {
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      follow(consumer, connect(consumer));
    } catch (InterruptException stop) {
      throw new InterruptedException(name);
    } catch (RuntimeException | Error e) {
      FatalErrors.endOn(e);
      failures.failed(e);
      LOG.error("follower failed name={} times={} again=true", name, failures.inARow(), e);
    }
  }

  /// The ends at the moment of connecting, by partition; the consumer stands where it goes on, or
  /// where it begins.
  private Map<TopicPartition, Long> connect(Consumer<String, byte[]> consumer)
      throws InterruptedException {
    while (true) {
      try {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        switch (start) {
          case BEGINNING -> consumer.seekToBeginning(partitions);
          case END -> ends.forEach(next::putIfAbsent);
        }
        next.forEach(consumer::seek);
        LOG.info("follower connected name={} partitions={}", name, partitions.size());
        return ends;
      } catch (RetriableException e) {
        LOG.warn("follower waits name={} cause={}", name, e.toString());
        Thread.sleep(PAUSE);
      }
    }
  }

  private List<TopicPartition> partitions(Consumer<String, byte[]> consumer) {
    var partitions = new ArrayList<TopicPartition>();
    for (String topic : topics) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) throw new UnknownTopicOrPartitionException(topic);
      infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    return partitions;
  }

  private void follow(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends)
      throws InterruptedException {
    while (!stopped) {
      if (!ready && reached(consumer, ends)) {
        reaction.caughtUp();
        ready = true;
        LOG.info("follower ready name={}", name);
      }
      for (ConsumerRecord<String, byte[]> record : poll(consumer)) {
        react(record);
        next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      failures.wentWell();
    }
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    try {
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (RetriableException e) {
      return false;
    }
  }

  private Iterable<ConsumerRecord<String, byte[]>> poll(Consumer<String, byte[]> consumer) {
    try {
      return consumer.poll(POLL);
    } catch (RetriableException e) {
      LOG.warn("follower waits name={} cause={}", name, e.toString());
      return List.of();
    }
  }

  private void react(ConsumerRecord<String, byte[]> record) throws InterruptedException {
    while (!stopped) {
      try {
        reaction.to(record);
        return;
      } catch (RetriableException e) {
        LOG.warn("follower retries name={} cause={}", name, e.toString());
        Thread.sleep(PAUSE);
      } catch (SerializationException e) {
        // Nothing of ours depends on a record that no version of ours can read.
        LOG.error(
            "record undecodable topic={} partition={} offset={}",
            record.topic(),
            record.partition(),
            record.offset(),
            e);
        return;
      }
    }
  }

  @Override
  public void close() {
    stopped = true;
    try {
      // The loop looks often; an interrupt would reach the consumer while it says goodbye.
      if (!thread.join(Duration.ofSeconds(5))) thread.interrupt();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
