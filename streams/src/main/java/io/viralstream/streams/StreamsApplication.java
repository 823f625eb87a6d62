package io.viralstream.streams;

import io.viralstream.schemas.avro.Step;
import java.util.Locale;

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

  String id(StreamsSettings settings) {
    return settings.prefix() + "-" + name().toLowerCase(Locale.ROOT);
  }
}
