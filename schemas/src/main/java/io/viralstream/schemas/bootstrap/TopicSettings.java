package io.viralstream.schemas.bootstrap;

import io.viralstream.schemas.Retention;
import io.viralstream.schemas.Topic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/// How topics are laid out on a cluster.
///
/// @param partitions number of partitions of every shared topic; it cannot change once data is
///   there
/// @param replication copies of each partition
public record TopicSettings(int partitions, short replication) {
  public TopicSettings {
    if (partitions < 1 || partitions > 1_000)
      throw new IllegalArgumentException("partitions=" + partitions + ", expected 1 to 1000");
    if (replication < 1 || replication > 7)
      throw new IllegalArgumentException("replication=" + replication + ", expected 1 to 7");
  }

  /// One machine.
  public static TopicSettings defaults() {
    return new TopicSettings(4, (short) 1);
  }

  /// Copies that must have a record before it counts as written: two from three copies on, so that
  /// the loss of any broker loses nothing and stops nothing. Of two copies one must do, or the
  /// first broker that is away would stop every writer.
  public static int inSync(int replication) {
    return replication < 3 ? 1 : 2;
  }

  /// The topic as it is to be created. What matters is said here and not left to the cluster's
  /// defaults, which differ.
  NewTopic layOut(Topic<?> topic) {
    return new NewTopic(topic.name(), partitions(topic), replication).configs(configs(topic));
  }

  int partitions(Topic<?> topic) {
    return switch (topic.partitions()) {
      case ONE -> 1;
      case SHARED -> partitions;
    };
  }

  private Map<String, String> configs(Topic<?> topic) {
    Map<String, String> configs = new HashMap<>();
    configs.put("max.message.bytes", Integer.toString(topic.maxRecordBytes()));
    configs.put("min.insync.replicas", Integer.toString(inSync(replication)));
    switch (topic.retention()) {
      case Retention.Unlimited() -> configs.put("retention.ms", "-1");
      case Retention.Compacted() -> configs.put("cleanup.policy", "compact");
      case Retention.For(var time) -> configs.put("retention.ms", Long.toString(time.toMillis()));
    }
    return configs;
  }
}
