package io.viralstream.streams;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.flow.StoreMemory;
import io.viralstream.streams.score.ScoreTopology;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueJoiner;
import org.apache.kafka.streams.state.KeyValueStore;

/// One application of `bench/score`, in a process of its own: the score step as the role runs it,
/// or a join of the same two topics and nothing else.
///
/// Arguments: `score`, `join` (bytes are joined as they are) or `records` (they are read and
/// written as Avro), Kafka, the registry, a folder for stores, threads. Says `running`, and `heap`
/// and `blocks` when standard input ends.
final class ScoreSpeedMain {
  private static final int MIB = 1024 * 1024;

  private ScoreSpeedMain() {}

  public static void main(String[] arguments) throws Exception {
    StreamsSettings settings =
        StreamsSettings.defaults(arguments[1], Path.of(arguments[3]))
            .withThreads(Integer.parseInt(arguments[4]));
    var serdes = new TopicSerdes(new SchemaRegistry(URI.create(arguments[2])));
    try (var memory = StoreMemory.of(settings.storeMemory());
        KafkaStreams streams = streams(arguments[0], settings, serdes, memory)) {
      streams.setStateListener((now, before) -> {
        if (now == KafkaStreams.State.RUNNING) System.out.println("running");
      });
      streams.start();
      while (System.in.read() >= 0) {}
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "heap %d of %d MiB, blocks and writes %.1f of %d MiB%n",
          (runtime.totalMemory() - runtime.freeMemory()) / MIB,
          runtime.maxMemory() / MIB,
          (double) memory.cache().getUsage() / MIB,
          settings.storeMemory() / MIB);
    }
  }

  private static KafkaStreams streams(
      String what, StreamsSettings settings, TopicSerdes serdes, StoreMemory memory) {
    Map<String, Object> ours =
        StreamsConfiguration.of(
            settings, StreamsApplication.SCORE, serdes, memory, Clock.systemUTC());
    return switch (what) {
      case "score" -> new KafkaStreams(ScoreTopology.of(serdes, settings), new StreamsConfig(ours));
      case "join" -> new KafkaStreams(bytes(), new StreamsConfig(bare(what, ours)));
      case "records" -> new KafkaStreams(records(serdes), new StreamsConfig(bare(what, ours)));
      default -> throw new IllegalArgumentException(what + ", expected score, join or records");
    };
  }

  /// What Kafka has by default, but for what the comparison holds equal.
  private static Map<String, Object> bare(String what, Map<String, Object> ours) {
    Map<String, Object> all = new HashMap<>();
    for (String key :
        new String[] {
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
          StreamsConfig.STATE_DIR_CONFIG,
          StreamsConfig.NUM_STREAM_THREADS_CONFIG,
          StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
          StreamsConfig.GROUP_PROTOCOL_CONFIG,
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
          StreamsConfig.REPLICATION_FACTOR_CONFIG,
          StreamsConfig.consumerPrefix("auto.offset.reset")
        }) all.put(key, ours.get(key));
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, "viral-" + what);
    return all;
  }

  /// The joined record has both values, as a score has.
  private static Topology bytes() {
    return join(
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        Serdes.ByteArray(),
        (answer, item) ->
            ByteBuffer.allocate(answer.length + item.length).put(answer).put(item).array(),
        "joined-join");
  }

  private static Topology records(TopicSerdes serdes) {
    return join(
        serdes.of(Topics.ANSWERS),
        Serdes.serdeFrom(
            (changelog, item) ->
                serdes.of(Topics.BENCHMARK_ITEMS).toBytes(Topics.BENCHMARK_ITEMS.name(), item),
            (changelog, item) ->
                item == null ? null : serdes.of(Topics.BENCHMARK_ITEMS).toRecord(item)),
        Serdes.serdeFrom(
            (topic, pair) -> pair.bytes(serdes),
            (topic, never) -> {
              throw new IllegalStateException("nothing reads the joined records");
            }),
        Pair::new,
        "joined-records");
  }

  private record Pair(Answer answer, BenchmarkItemEvent item) {
    byte[] bytes(TopicSerdes serdes) {
      byte[] first = serdes.of(Topics.ANSWERS).toBytes(Topics.ANSWERS.name(), answer);
      byte[] second =
          serdes.of(Topics.BENCHMARK_ITEMS).toBytes(Topics.BENCHMARK_ITEMS.name(), item);
      return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
  }

  private static <A, I, J> Topology join(
      Serde<A> answers, Serde<I> items, Serde<J> joined, ValueJoiner<A, I, J> joiner, String to) {
    var builder = new StreamsBuilder();
    KTable<String, I> table =
        builder.table(
            Topics.BENCHMARK_ITEMS.name(),
            Consumed.with(Serdes.String(), items),
            Materialized.<String, I, KeyValueStore<Bytes, byte[]>>as("items")
                .withKeySerde(Serdes.String())
                .withValueSerde(items));
    builder.stream(Topics.ANSWERS.name(), Consumed.with(Serdes.String(), answers))
        .join(table, joiner, Joined.with(Serdes.String(), answers, items))
        .to(to, Produced.with(Serdes.String(), joined));
    return builder.build();
  }
}
