package io.viralstream.gateway.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.kafka.FakeLog;
import io.viralstream.gateway.kafka.TopicScan;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogScanTest {
  private static final VersionName MINE = new VersionName("b", "a".repeat(64));
  private static final VersionName OTHER = new VersionName("b", "c".repeat(64));

  private final TopicSerdes serdes = new TopicSerdes(new LocalSchemaIds());
  private final FakeLog log = new FakeLog(Topics.BENCHMARK_ITEMS.name(), 2);

  @Test
  void findsTheItemsOfItsVersionInEveryPartition() {
    put(0, MINE, "red");
    put(1, MINE, "blue");
    put(1, OTHER, "green");
    StagedItems items = scan(9).scan(MINE);
    assertEquals(2, items.count());
    assertEquals(1, items.count(0));
    assertEquals(1, items.count(1));
    Stream<String> hashes =
        List.of("red", "blue").stream().map(name -> BenchmarkVersion.itemHash(item(MINE, name)));
    assertEquals(BenchmarkVersion.of(hashes.toList()), items.version(Optional.empty()));
  }

  @Test
  void countsAnItemThatStandsTwiceInTheLogOnce() {
    put(0, MINE, "red");
    put(0, MINE, "red");
    assertEquals(1, scan(9).scan(MINE).count());
  }

  @Test
  void passesBySealsTombstonesAndOtherVersionsUndecoded() {
    log.add(0, MINE.sealKey(0), serdes.of(Topics.BENCHMARK_ITEMS).toBytes("t", seal()));
    log.add(0, MINE.key() + "/x", null);
    log.add(0, OTHER.key() + "/x", new byte[] {1, 2, 3});
    log.add(0, null, new byte[] {1, 2, 3});
    assertEquals(0, scan(9).scan(MINE).count());
  }

  @Test
  void refusesMoreItemsThanOneVersionMayHave() {
    put(0, MINE, "red");
    put(0, MINE, "blue");
    assertEquals(ProblemKind.TOO_LARGE, Refusals.of(() -> scan(1).scan(MINE)).kind());
    assertTrue(log.closed());
  }

  private LogScan scan(int most) {
    var topics = new TopicScan(log::consumer, log::ends, Duration.ofMinutes(2), Clock.systemUTC());
    return new LogScan(topics, serdes.of(Topics.BENCHMARK_ITEMS), most);
  }

  private void put(int partition, VersionName version, String name) {
    BenchmarkItem item = item(version, name);
    var event = new BenchmarkItemEvent(version.name(), version.version(), item, null);
    log.add(
        partition,
        item.getId(),
        serdes.of(Topics.BENCHMARK_ITEMS).toBytes("benchmark-items", event));
  }

  private static BenchmarkItemEvent seal() {
    return new BenchmarkItemEvent("b", MINE.version(), null, new BenchmarkSeal(0, 2, 1));
  }

  private static BenchmarkItem item(VersionName version, String name) {
    return BenchmarkItem.newBuilder()
        .setId(version.key() + "/" + name)
        .setSourceId(name)
        .setCategory("c")
        .setQuestion("Is it " + name + "?")
        .setTruth("yes")
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
