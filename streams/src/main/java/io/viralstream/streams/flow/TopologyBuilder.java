package io.viralstream.streams.flow;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.serde.TopicSerdes;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Joins typed topics, steps and stores to a topology, each under a name that is its own.
///
/// The processor interface is used and not the DSL: a step has several typed ways out, and nothing
/// is named or repartitioned behind its back.
public final class TopologyBuilder {
  private final Topology topology = new Topology();
  private final TopicSerdes serdes;

  public TopologyBuilder(TopicSerdes serdes) {
    this.serdes = serdes;
  }

  /// Reads a topic from its beginning into one step.
  public <V extends SpecificRecord> TopologyBuilder step(
      String name, Topic<V> from, ProcessorSupplier<String, V, String, SpecificRecord> step) {
    String source = "from-" + from.name();
    Deserializer<V> values = serdes.of(from).deserializer();
    topology.addSource(source, new StringDeserializer(), values, from.name());
    topology.addProcessor(name, step, source);
    return this;
  }

  public TopologyBuilder store(StoreBuilder<?> store, String... steps) {
    topology.addStateStore(store, steps);
    return this;
  }

  /// A store of a few thousand values at most; it is read back from its changelog at each start.
  public <V> TopologyBuilder small(String name, Serde<V> values, String... steps) {
    KeyValueBytesStoreSupplier supplier = Stores.inMemoryKeyValueStore(name);
    return store(Stores.keyValueStoreBuilder(supplier, Serdes.String(), values), steps);
  }

  /// The same for values that change with every record: what is between two commits is kept in
  /// Streams' record cache, which is written to store and changelog within each commit. So the
  /// changelog has a record for each key and commit, in the transaction of what was counted.
  public <V> TopologyBuilder counters(String name, Serde<V> values, String... steps) {
    KeyValueBytesStoreSupplier supplier = Stores.inMemoryKeyValueStore(name);
    return store(
        Stores.keyValueStoreBuilder(supplier, Serdes.String(), values).withCachingEnabled(), steps);
  }

  /// A store on disk.
  public <V> TopologyBuilder large(String name, Serde<V> values, String... steps) {
    KeyValueBytesStoreSupplier supplier = Stores.persistentKeyValueStore(name);
    return store(Stores.keyValueStoreBuilder(supplier, Serdes.String(), values), steps);
  }

  public <V extends SpecificRecord> TopologyBuilder sink(Topic<V> to, String... steps) {
    topology.addSink(sinkName(to), to.name(), new StringSerializer(), bounded(to), steps);
    return this;
  }

  /// Writes every record to all partitions of the topic, in the step's transaction.
  public <V extends SpecificRecord> TopologyBuilder sinkEverywhere(Topic<V> to, String... steps) {
    StreamPartitioner<String, V> everywhere =
        (topic, key, value, partitions) ->
            Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    topology.addSink(
        sinkName(to), to.name(), new StringSerializer(), bounded(to), everywhere, steps);
    return this;
  }

  /// The serde of a store that holds a topic's records.
  public <V extends SpecificRecord> Serde<V> stored(Topic<V> topic) {
    return StoredRecords.of(topic, serdes.of(topic));
  }

  public Topology topology() {
    return topology;
  }

  static String sinkName(Topic<?> topic) {
    return "to-" + topic.name();
  }

  private <V extends SpecificRecord> BoundedSerializer<V> bounded(Topic<V> topic) {
    return new BoundedSerializer<>(topic, serdes.of(topic));
  }
}
