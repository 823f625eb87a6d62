package io.viralstream.streams.flow;

import io.viralstream.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// One step's way into one topic.
///
/// Records are stamped with the moment of sending: topics that keep records for a time count from
/// there, not from when the first cause of a record was written.
public final class TopicSink<V extends SpecificRecord> {
  private final ProcessorContext<String, SpecificRecord> context;
  private final String sink;

  private TopicSink(ProcessorContext<String, SpecificRecord> context, String sink) {
    this.context = context;
    this.sink = sink;
  }

  public static <V extends SpecificRecord> TopicSink<V> to(
      Topic<V> topic, ProcessorContext<String, SpecificRecord> context) {
    return new TopicSink<>(context, TopologyBuilder.sinkName(topic));
  }

  /// @param key null only where the topic has no key
  public void send(@Nullable String key, V value) {
    context.forward(new Record<>(key, value, context.currentSystemTimeMs()), sink);
  }
}
