package io.viralstream.streams;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Step;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.flow.StoreMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/// A topology of ours without a broker: one partition, a clock that tests move, the real
/// configuration and its dead letters.
public final class Flow implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TopicSerdes serdes;
  private final StoreMemory memory = StoreMemory.of(8L * 1024 * 1024);
  private final TopologyTestDriver driver;
  private final Map<Topic<?>, TestInputTopic<?, ?>> inputs = new HashMap<>();
  private final Map<Topic<?>, TestOutputTopic<?, ?>> outputs = new HashMap<>();

  public Flow(Step step, BiFunction<TopicSerdes, StreamsSettings, Topology> topology, Path folder) {
    this(step, topology, folder, new LocalSchemaIds());
  }

  public Flow(
      Step step,
      BiFunction<TopicSerdes, StreamsSettings, Topology> topology,
      Path folder,
      SchemaIds ids) {
    serdes = new TopicSerdes(ids);
    StreamsSettings settings = settings(folder);
    var properties = new Properties();
    var clock = Clock.fixed(START, ZoneOffset.UTC);
    properties.putAll(StreamsConfiguration.of(settings, application(step), serdes, memory, clock));
    // inside a transaction the driver forgets what is written before a record reaches a step
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(topology.apply(serdes, settings), properties, START);
  }

  private static StreamsApplication application(Step step) {
    return step == Step.ROUTE ? StreamsApplication.ROUTE : StreamsApplication.SCORE;
  }

  /// A turn is a fifth of a second and takes three questions.
  private static StreamsSettings settings(Path folder) {
    var defaults = StreamsSettings.defaults("nowhere:1", folder);
    return new StreamsSettings(
        defaults.bootstrap(),
        defaults.prefix(),
        folder,
        1,
        1,
        defaults.commit(),
        defaults.transactionTimeout(),
        defaults.silence(),
        defaults.answerWait(),
        defaults.patience(),
        defaults.askings(),
        defaults.recordedSilence(),
        defaults.remembered(),
        defaults.turn(),
        3,
        defaults.storeMemory());
  }

  public <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
    input(topic).pipeInput(key, value);
  }

  public void send(SampleEvent event) {
    send(Topics.SAMPLES, event.getSample().map(Sample::getId).orElse("end"), event);
  }

  public void send(BenchmarkItemEvent event) {
    send(Topics.BENCHMARK_ITEMS, event.getItem().map(BenchmarkItem::getId).orElse("seal"), event);
  }

  public void send(Benchmark benchmark) {
    send(Topics.BENCHMARKS, benchmark.getName(), benchmark);
  }

  public void send(Checkpoint checkpoint) {
    send(Topics.CHECKPOINTS, checkpoint.getModelVersion(), checkpoint);
  }

  public void send(Evaluation evaluation) {
    send(Topics.EVALUATIONS, evaluation.getId(), evaluation);
  }

  public void send(Answer answer) {
    send(Topics.ANSWERS, answer.getId(), answer);
  }

  public void send(Progress row) {
    send(Topics.PROGRESS, row.getEvaluation() + "/" + row.getPartition(), row);
  }

  /// Any bytes, with one header.
  public void sendBytes(Topic<?> topic, String key, byte @Nullable [] value) {
    var raw = new StringSerializer();
    driver.createInputTopic(topic.name(), raw, new ByteArraySerializer()).pipeInput(key, value);
  }

  public <V extends SpecificRecord> List<V> values(Topic<V> topic) {
    return output(topic).readValuesToList();
  }

  public <V extends SpecificRecord> List<KeyValue<String, V>> records(Topic<V> topic) {
    return output(topic).readKeyValuesToList();
  }

  public <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return serdes.of(topic).toBytes(topic.name(), value);
  }

  /// What was written behind the store of progress.
  public List<Progress> changelog(String topic) {
    return driver
        .createOutputTopic(
            topic, new StringDeserializer(), serdes.of(Topics.PROGRESS).deserializer())
        .readValuesToList();
  }

  public void wait(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /// Long enough for one chunk or one report.
  public void turn() {
    wait(Duration.ofMillis(200));
  }

  @Override
  public void close() {
    driver.close();
    memory.close();
  }

  @SuppressWarnings("unchecked") // made from the topic's own type
  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return (TestInputTopic<String, V>)
        inputs.computeIfAbsent(
            topic,
            key ->
                driver.createInputTopic(
                    topic.name(), new StringSerializer(), serdes.of(topic).serializer()));
  }

  @SuppressWarnings("unchecked") // made from the topic's own type
  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return (TestOutputTopic<String, V>)
        outputs.computeIfAbsent(
            topic,
            key ->
                driver.createOutputTopic(
                    topic.name(), new StringDeserializer(), serdes.of(topic).deserializer()));
  }
}
