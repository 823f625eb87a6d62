package io.viralstream.streams;

import io.viralstream.schemas.avro.Step;
import java.util.Locale;
import org.apache.kafka.streams.StreamsConfig;

/// The applications of Kafka Streams that the role runs.
///
/// A broker keeps the topology with which an application has begun, and in Kafka 4.4 refuses any
/// other under its id ("Topology updates are not supported yet"). So what an application reads and
/// which changelogs it has must stay; what is new gets an application of its own.
enum StreamsApplication {
  ROUTE(Step.ROUTE),
  SCORE(Step.SCORE),
  /// Gathers the scores of groups, which lie in other partitions than their items.
  GROUP(Step.SCORE);

  private final Step step;

  StreamsApplication(Step step) {
    this.step = step;
  }

  /// The step of the journey that its dead letters name.
  Step step() {
    return step;
  }

  /// How long a task that has a record of one topic waits for records of another one that the
  /// broker holds, to take the older first.
  ///
  /// The route's watch follows versions, benchmarks and progress in the order of their times.
  /// Scores are the same in whatever order items, evaluations and answers meet, so these do not
  /// wait: Streams looks at every empty topic before each record, which took an eighth of the time.
  long idleMillis() {
    return switch (this) {
      case ROUTE -> 0;
      case SCORE, GROUP -> StreamsConfig.MAX_TASK_IDLE_MS_DISABLED;
    };
  }

  String id(StreamsSettings settings) {
    return settings.prefix() + "-" + name().toLowerCase(Locale.ROOT);
  }
}
