package io.viralstream.gateway.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Records;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.ingest.FeedEnds.EndedView;
import io.viralstream.gateway.kafka.FakeTransactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.SampleEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedEndsTest {
  private final Catalogue catalogue = new Catalogue();
  private final FakeTransactions transactions = new FakeTransactions(3, entry -> {});
  private final FeedEnds ends =
      new FeedEnds(
          transactions,
          () -> Set.of("viral", "baseline"),
          catalogue,
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
          () -> "end-1");

  @Test
  void writesAMarkerToEveryPartitionInOneTransaction() {
    EndedView ended = ends.end("f", Optional.empty());
    assertEquals(new EndedView("end-1", "f", List.of("baseline", "viral")), ended);
    List<Entry<?>> entries = transactions.written().getFirst();
    for (int partition = 0; partition < 3; partition++) {
      var event = (SampleEvent) entries.get(partition).value();
      assertEquals(partition, entries.get(partition).partition());
      assertEquals(partition, event.getEnd().orElseThrow().getPartition());
      assertEquals(3, event.getEnd().orElseThrow().getPartitions());
      assertEquals(Optional.empty(), event.getEnd().orElseThrow().getDecay());
    }
  }

  @Test
  void asksForADecayInEveryMarker() {
    ends.end("f", Optional.of(40L));
    for (Entry<?> entry : transactions.written().getFirst()) {
      var event = (SampleEvent) entry.value();
      assertEquals(Optional.of(40L), event.getEnd().orElseThrow().getDecay());
    }
  }

  @Test
  void isCompleteOnceEveryArmAskedAboutCoversIt() {
    catalogue.put(Records.checkpoint("viral", 5, "end-1"));
    assertFalse(ends.coverage("end-1", List.of("viral", "baseline")).complete());
    catalogue.put(Records.checkpoint("baseline", 7, "end-0", "end-1"));
    assertTrue(ends.coverage("end-1", List.of("viral", "baseline")).complete());
  }

  @Test
  void waitsForNoArmThatHasMadeAllItsSteps() {
    catalogue.put(
        Checkpoint.newBuilder(Records.checkpoint("viral", 5)).setSettings("{\"steps\":5}").build());
    assertEquals(List.of("baseline"), ends.end("f", Optional.empty()).arms());
    assertFalse(ends.coverage("end-1", List.of("viral")).arms().getFirst().live());
  }

  @Test
  void isCompleteWhereAnArmHasMadeItsLastStepBeforeTheEnd() {
    Checkpoint fourth = Records.checkpoint("viral", 4);
    catalogue.put(Checkpoint.newBuilder(fourth).setSettings("{\"steps\":5}").build());
    assertFalse(ends.coverage("end-1", List.of("viral")).complete());
    Checkpoint last = Records.checkpoint("viral", 5);
    catalogue.put(Checkpoint.newBuilder(last).setSettings("{\"steps\":5}").build());
    FeedEnds.EndView coverage = ends.coverage("end-1", List.of("viral"));
    assertTrue(coverage.complete());
    assertTrue(coverage.arms().getFirst().finished());
    assertFalse(coverage.arms().getFirst().covered());
  }

  @Test
  void namesTheFirstVersionThatCoversIt() {
    catalogue.put(Records.checkpoint("viral", 9, "end-1"));
    catalogue.put(Records.checkpoint("viral", 5, "end-1"));
    catalogue.put(Records.checkpoint("viral", 4));
    assertEquals("viral-5-abc", ends.coverage("end-1", List.of("viral")).arms().getFirst().model());
  }

  @Test
  void isNeverCompleteWhereNoArmIsAskedAbout() {
    assertFalse(ends.coverage("end-1", List.of()).complete());
  }
}
