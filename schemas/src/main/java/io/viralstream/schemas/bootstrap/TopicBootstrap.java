package io.viralstream.schemas.bootstrap;

import static java.util.Objects.requireNonNull;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics that are missing; a topic that exists is left as it is, but a different
/// number of partitions in a shared one stops the start, since equal keys would no longer meet.
public final class TopicBootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(TopicBootstrap.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Admin admin;
  private final TopicSettings settings;

  public TopicBootstrap(Admin admin, TopicSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  public void run() throws InterruptedException {
    create();
    verify();
  }

  private void create() throws InterruptedException {
    List<NewTopic> wanted = Topics.ALL.stream().map(settings::layOut).toList();
    for (Map.Entry<String, KafkaFuture<Void>> entry :
        admin.createTopics(wanted).values().entrySet()) {
      try {
        entry.getValue().get();
        LOG.info("topic created name={}", entry.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException(
              "topic " + entry.getKey() + " cannot be created: " + e.getCause(), e);
        }
      }
    }
  }

  private void verify() throws InterruptedException {
    Map<String, TopicDescription> described = described();
    for (Topic<?> topic : Topics.ALL) verify(topic, requireNonNull(described.get(topic.name())));
  }

  /// The controller has created a topic a moment before each broker knows it.
  private Map<String, TopicDescription> described() throws InterruptedException {
    List<String> names = Topics.ALL.stream().map(Topic::name).toList();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        boolean early = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!early || System.nanoTime() > end)
          throw new IllegalStateException("topics cannot be described: " + e.getCause(), e);
        Thread.sleep(PAUSE);
      }
    }
  }

  private void verify(Topic<?> topic, TopicDescription described) {
    int found = described.partitions().size();
    int expected = settings.partitions(topic);
    if (found != expected) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "topic %s has partitions=%d, expected %d (VIRAL_PARTITIONS)",
              topic.name(),
              found,
              expected));
    }
    int copies = described.partitions().getFirst().replicas().size();
    if (copies < settings.replication()) {
      LOG.warn(
          "topic keeps fewer copies name={} found={} wanted={}; reassign its partitions to change it",
          topic.name(),
          copies,
          settings.replication());
    }
  }
}
