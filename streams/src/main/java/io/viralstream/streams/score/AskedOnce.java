package io.viralstream.streams.score;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.streams.flow.TopicSink;
import io.viralstream.streams.flow.TopologyBuilder;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/// Passes on the first answer to each live question.
///
/// A share group may hand a task out twice, soon after one another; ids are remembered for twice as
/// long as a task can live.
final class AskedOnce {
  private static final String STORE = "asked-ids";
  private static final Duration MEMORY = Duration.ofDays(2);

  private final ProcessorContext<String, SpecificRecord> context;
  private final TopicSink<Asked> asked;
  private final WindowStore<String, Long> ids;

  AskedOnce(ProcessorContext<String, SpecificRecord> context) {
    this.context = context;
    asked = TopicSink.to(Topics.ASKED, context);
    ids = context.getStateStore(STORE);
  }

  static void addStores(TopologyBuilder builder, String... steps) {
    WindowBytesStoreSupplier supplier = Stores.persistentWindowStore(STORE, MEMORY, MEMORY, false);
    builder.store(Stores.windowStoreBuilder(supplier, Serdes.String(), Serdes.Long()), steps);
  }

  void pass(Answer answer, Origin origin) {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    if (isKnown(answer.getId(), now)) return;
    ids.put(answer.getId(), origin.getOffset(), now.toEpochMilli());
    asked.send(answer.getId(), row(answer, origin, now));
  }

  private boolean isKnown(String id, Instant now) {
    try (WindowStoreIterator<Long> found = ids.fetch(id, now.minus(MEMORY), now)) {
      return found.hasNext();
    }
  }

  private static Asked row(Answer answer, Origin origin, Instant now) {
    return Asked.newBuilder()
        .setId(answer.getId())
        .setModelVersion(answer.getModelVersion())
        .setQuestion(answer.getQuestion())
        .setImage(answer.getImage().orElse(null))
        .setText(answer.getText())
        .setFailure(answer.getFailure().orElse(null))
        .setPromptTokens(answer.getPromptTokens())
        .setCompletionTokens(answer.getCompletionTokens())
        .setLatencyMillis(ScoreRow.latencyMillis(answer))
        .setOrigin(origin)
        .setAt(now)
        .build();
  }
}
