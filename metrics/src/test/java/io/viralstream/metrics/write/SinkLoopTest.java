package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouseUnavailableException;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Asked;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SinkLoopTest {
  private static final TopicPartition PLACE = new TopicPartition("asked", 0);
  private static final TopicPartition LEAVING = new TopicPartition("asked", 1);
  private static final OffsetAndMetadata START = new OffsetAndMetadata(0);

  private final List<String> tokens = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final AtomicReference<SinkState> state = new AtomicReference<>(new SinkState.Starting());
  private final Registry ids = new Registry();
  private final TopicSerdes serdes = new TopicSerdes(ids);
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void putsARangeInDoubtBeforeItInserts() {
    var consumer = new Group(START);
    var seen = new ArrayList<OffsetAndMetadata>();
    SinkLoop loop = loop(consumer, (table, columns, rows, token) -> seen.add(consumer.offset()));
    consumer.add(3, 5, 9);

    turnAfterPause(loop);

    assertEquals(List.of(new OffsetAndMetadata(3, "9")), seen);
    assertEquals(new OffsetAndMetadata(10), consumer.offset());
  }

  @Test
  void storesAtOnceWhereNothingIsUnderWay() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(0);

    loop.turn();

    assertEquals(List.of("asked/0/0-0/asked"), tokens);
  }

  @Test
  void gathersWhatComesBeforeThePauseIsOver() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(0);
    loop.turn();
    consumer.add(1);
    loop.turn();
    consumer.add(2);

    turnAfterPause(loop);

    assertEquals(List.of("asked/0/0-0/asked", "asked/0/1-2/asked"), tokens);
  }

  @Test
  void readsNoMoreThanItMayHold() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember, 50_000);
    consumer.add(0);
    loop.turn();
    consumer.add(LongStream.rangeClosed(1, 60).toArray());
    loop.turn();

    loop.turn();
    assertEquals(Set.of(PLACE), consumer.paused());

    turnAfterPause(loop);
    loop.turn();
    assertEquals(Set.of(), consumer.paused());
    assertEquals(List.of("asked/0/0-0/asked", "asked/0/1-60/asked"), tokens);
  }

  @Test
  void leavesTheRestOfAPollToBeReadAgainWhereItHoldsTwiceWhatItMay() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember, 4_000);
    consumer.add(LongStream.range(0, 60).toArray());

    loop.turn();

    long next = consumer.position(PLACE);
    assertTrue(next >= 4 && next <= 8, "next offset " + next);
    assertEquals(List.of("asked/0/0-" + (next - 1) + "/asked"), tokens);
  }

  @Test
  void insertsExactlyTheRangeInDoubtAgainAndThenGoesOn() {
    var consumer = new Group(new OffsetAndMetadata(4, "6"));
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(4, 6, 7, 8);

    loop.turn();
    turnAfterPause(loop);

    assertEquals(List.of("asked/0/4-6/asked", "asked/0/7-8/asked"), tokens);
  }

  @Test
  void leavesItsRangeInDoubtWhereItDiesAfterTheInsert() {
    var consumer = new Group(START);
    SinkLoop loop =
        loop(
            consumer,
            (table, columns, rows, token) -> {
              throw new AssertionError("killed");
            });
    consumer.add(0, 1);

    assertThrows(AssertionError.class, loop::turn);

    assertEquals(new OffsetAndMetadata(0, "1"), consumer.offset());
  }

  @Test
  void insertsNothingWhereItCannotPutTheRangeInDoubt() {
    var consumer = new Group(START);
    consumer.refuses = true;
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(0);

    turnAfterPause(loop);

    assertEquals(List.of(), tokens);
  }

  @Test
  void triesTheSameRangeAgainWhileClickHouseIsAway() {
    var consumer = new Group(START);
    SinkLoop loop =
        loop(
            consumer,
            (table, columns, rows, token) -> {
              remember(table, columns, rows, token);
              if (tokens.size() == 1)
                throw new ClickHouseUnavailableException("away", new RuntimeException());
            });
    consumer.add(0, 1);
    loop.turn();
    assertInstanceOf(SinkState.Waiting.class, state.get());

    turnAfterPause(loop);

    assertEquals(List.of("asked/0/0-1/asked", "asked/0/0-1/asked"), tokens);
    assertInstanceOf(SinkState.Running.class, state.get());
    assertEquals(new OffsetAndMetadata(2), consumer.offset());
  }

  @Test
  void readsARecordAgainOnceTheRegistryIsBack() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(0, 1);
    ids.away = true;
    loop.turn();
    assertInstanceOf(SinkState.Waiting.class, state.get());
    assertEquals(0, consumer.position(PLACE));

    ids.away = false;
    consumer.add(0, 1);
    now = now.plusSeconds(1);
    loop.turn();
    turnAfterPause(loop);

    assertEquals(List.of("asked/0/0-1/asked"), tokens);
    assertEquals(0, letters.history().size());
  }

  @Test
  void writesADeadLetterBeforeTheOffsetMoves() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.addRecord(new ConsumerRecord<>("asked", 0, 0, null, new byte[] {9, 9}));
    consumer.add(1);

    turnAfterPause(loop);

    DeadLetter letter =
        serdes.of(Topics.DEAD_LETTERS).toRecord(letters.history().getFirst().value());
    assertEquals("store/asked/0/0", letter.getId());
    assertEquals(List.of("asked/0/0-1/asked"), tokens);
    assertEquals(new OffsetAndMetadata(2), consumer.offset());
  }

  @Test
  void passesTombstonesWithoutARow() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.addRecord(new ConsumerRecord<>("asked", 0, 0, new byte[] {1}, null));

    turnAfterPause(loop);

    assertEquals(List.of(), tokens);
    assertEquals(new OffsetAndMetadata(1), consumer.offset());
  }

  @Test
  void leavesAloneWhatTheGroupTakesAwayBetweenPolls() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.leaving = true;
    consumer.add(0);

    turnAfterPause(loop);

    assertEquals(List.of("asked/0/0-0/asked"), tokens);
  }

  @Test
  void storesTheRestOnAnOrderlyEnd() {
    var consumer = new Group(START);
    SinkLoop loop = loop(consumer, this::remember);
    consumer.add(0);
    loop.turn();

    loop.finish();

    assertEquals(new OffsetAndMetadata(1), consumer.offset());
  }

  private void remember(String table, List<String> columns, byte[] rows, String token) {
    tokens.add(token);
  }

  private SinkLoop loop(Group consumer, RowWriter writer) {
    return loop(consumer, writer, 1_000_000);
  }

  private SinkLoop loop(Group consumer, RowWriter writer, int maxBytes) {
    var settings =
        new SinkSettings(
            "none:1",
            "sink",
            100,
            maxBytes,
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            Duration.ofMillis(200));
    var office = new DeadLetterOffice(letters, serdes, () -> now);
    var loop = new SinkLoop(consumer, writer, office, serdes, settings, () -> now, state);
    loop.start();
    consumer.own();
    return loop;
  }

  private void turnAfterPause(SinkLoop loop) {
    loop.turn();
    now = now.plusSeconds(1);
    loop.turn();
  }

  /// A group of one member and one partition, which remembers what was committed.
  private final class Group extends MockConsumer<byte[], byte[]> {
    private boolean refuses;
    private boolean leaving;
    private OffsetAndMetadata committed;

    Group(OffsetAndMetadata committed) {
      super("earliest");
      this.committed = committed;
    }

    void own() {
      updatePartitions("asked", List.of(new PartitionInfo("asked", 0, null, null, null)));
      updateBeginningOffsets(Map.of(PLACE, 0L));
      rebalance(List.of(PLACE));
      seek(PLACE, committed.offset());
    }

    void add(long... offsets) {
      for (long offset : offsets) {
        Asked asked =
            Asked.newBuilder()
                .setId("ask-" + offset)
                .setModelVersion("viral-0-abc")
                .setQuestion("?")
                .setText("yes")
                .setPromptTokens(1)
                .setCompletionTokens(1)
                .setLatencyMillis(1)
                .setOrigin(new Origin("answers", 0, offset))
                .setAt(Instant.EPOCH)
                .build();
        byte[] bytes = serdes.of(Topics.ASKED).toBytes("asked", asked);
        addRecord(new ConsumerRecord<>("asked", 0, offset, null, bytes));
      }
    }

    OffsetAndMetadata offset() {
      return committed;
    }

    /// Assigned still, and lost by the time that anything is asked of it.
    @Override
    public synchronized Set<TopicPartition> assignment() {
      return leaving ? Set.of(PLACE, LEAVING) : super.assignment();
    }

    @Override
    public synchronized void resume(Collection<TopicPartition> partitions) {
      if (partitions.contains(LEAVING)) throw new IllegalStateException("not assigned");
      super.resume(partitions);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      if (refuses) throw new CommitFailedException();
      committed = offsets.getOrDefault(PLACE, committed);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
        Set<TopicPartition> partitions) {
      return Map.of(PLACE, committed);
    }
  }

  /// A registry that can be away, as a real one is whose port is closed.
  private static final class Registry implements SchemaIds {
    private final LocalSchemaIds local = new LocalSchemaIds();
    private final SchemaRegistry closed = new SchemaRegistry(URI.create("http://127.0.0.1:1"));
    private boolean away;

    @Override
    public int id(String subject, Schema schema) {
      return local.id(subject, schema);
    }

    @Override
    public Schema schema(int id) {
      return away ? closed.schema(id) : local.schema(id);
    }
  }
}
