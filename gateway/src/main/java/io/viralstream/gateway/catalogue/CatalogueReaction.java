package io.viralstream.gateway.catalogue;

import io.viralstream.gateway.kafka.Follower.Reaction;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Puts each record of the four compacted topics where the catalogue keeps its kind.
///
/// A record without a value takes back a model version; of the other kinds nothing is taken back.
public final class CatalogueReaction implements Reaction {
  /// The topics that it understands.
  public static final List<String> TOPICS =
      List.of(
          Topics.BENCHMARKS.name(),
          Topics.CHECKPOINTS.name(),
          Topics.EVALUATIONS.name(),
          Topics.PROGRESS.name());

  private final Catalogue catalogue;
  private final Map<String, Reaction> byTopic;

  public CatalogueReaction(Catalogue catalogue, TopicSerdes serdes) {
    this.catalogue = catalogue;
    this.byTopic =
        Map.of(
            Topics.BENCHMARKS.name(), keep(Topics.BENCHMARKS, serdes, catalogue::put),
            Topics.EVALUATIONS.name(), keep(Topics.EVALUATIONS, serdes, catalogue::put),
            Topics.PROGRESS.name(), keep(Topics.PROGRESS, serdes, catalogue::put),
            Topics.CHECKPOINTS.name(), checkpoints(catalogue, serdes));
  }

  @Override
  public void to(ConsumerRecord<String, byte[]> record) {
    Optional.ofNullable(byTopic.get(record.topic())).ifPresent(reaction -> reaction.to(record));
  }

  @Override
  public void caughtUp() {
    catalogue.caughtUp();
  }

  private static Reaction checkpoints(Catalogue catalogue, TopicSerdes serdes) {
    Reaction kept = keep(Topics.CHECKPOINTS, serdes, catalogue::put);
    return record -> {
      if (record.value() == null && record.key() != null) catalogue.removeModel(record.key());
      kept.to(record);
    };
  }

  private static <V extends SpecificRecord> Reaction keep(
      Topic<V> topic, TopicSerdes serdes, Consumer<V> put) {
    return record -> {
      if (record.value() != null) put.accept(serdes.of(topic).toRecord(record.value()));
    };
  }
}
