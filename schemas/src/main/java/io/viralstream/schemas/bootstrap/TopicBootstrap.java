package io.viralstream.schemas.bootstrap;

import static java.util.Objects.requireNonNull;

import io.viralstream.schemas.Retention;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Creates the topics that are missing; a topic that exists is left as it is, but a different
/// number of partitions in a shared one stops the start, since equal keys would no longer meet.
public final class TopicBootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(TopicBootstrap.class);

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
    List<NewTopic> wanted = Topics.ALL.stream().map(this::topic).toList();
    for (var entry : admin.createTopics(wanted).values().entrySet()) {
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
    try {
      var names = Topics.ALL.stream().map(Topic::name).toList();
      var described = admin.describeTopics(names).allTopicNames().get();
      for (var topic : Topics.ALL) {
        int found = requireNonNull(described.get(topic.name())).partitions().size();
        if (found != partitions(topic)) {
          throw new IllegalStateException(
              "topic "
                  + topic.name()
                  + " has partitions="
                  + found
                  + ", expected "
                  + partitions(topic)
                  + " (VIRAL_PARTITIONS)");
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be described: " + e.getCause(), e);
    }
  }

  private NewTopic topic(Topic<?> topic) {
    return new NewTopic(topic.name(), partitions(topic), settings.replication())
        .configs(configs(topic));
  }

  private int partitions(Topic<?> topic) {
    return switch (topic.partitions()) {
      case ONE -> 1;
      case SHARED -> settings.partitions();
    };
  }

  private static Map<String, String> configs(Topic<?> topic) {
    Map<String, String> configs = new HashMap<>();
    configs.put("max.message.bytes", Integer.toString(topic.maxRecordBytes()));
    switch (topic.retention()) {
      case Retention.Unlimited() -> configs.put("retention.ms", "-1");
      case Retention.Compacted() -> configs.put("cleanup.policy", "compact");
      case Retention.For(var time) -> configs.put("retention.ms", Long.toString(time.toMillis()));
    }
    return configs;
  }
}
