package io.viralstream.schemas.serde;

import io.viralstream.schemas.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;

/// The serde of each topic, over one registry.
public final class TopicSerdes {
  private final SchemaIds ids;
  private final Map<Topic<?>, AvroSerde<?>> serdes = new ConcurrentHashMap<>();

  public TopicSerdes(SchemaIds ids) {
    this.ids = ids;
  }

  @SuppressWarnings("unchecked") // a topic's serde is made from that topic's own type
  public <V extends SpecificRecord> AvroSerde<V> of(Topic<V> topic) {
    return (AvroSerde<V>) serdes.computeIfAbsent(topic, key -> new AvroSerde<>(topic.type(), ids));
  }
}
