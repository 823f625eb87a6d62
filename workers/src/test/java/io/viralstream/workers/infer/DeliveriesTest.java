package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  @Test
  void runsFreshRecordsTogether() {
    Deliveries deliveries = Deliveries.of(List.of(record(0, 1), record(1, 2)));
    assertEquals(List.of(0L, 1L), offsets(deliveries.together()));
    assertEquals(List.of(), deliveries.alone());
  }

  @Test
  void runsARecordAloneFromItsThirdDelivery() {
    Deliveries deliveries = Deliveries.of(List.of(record(0, 3), record(1, 1), record(2, 3)));
    assertEquals(List.of(1L), offsets(deliveries.together()));
    assertEquals(List.of(0L, 2L), offsets(deliveries.alone()));
  }

  @Test
  void runsTheFourthDeliveryBackwards() {
    Deliveries deliveries = Deliveries.of(List.of(record(0, 4), record(1, 4), record(2, 4)));
    assertEquals(List.of(2L, 1L, 0L), offsets(deliveries.alone()));
  }

  @Test
  void givesUpAtTheFifth() {
    Deliveries deliveries = Deliveries.of(List.of(record(0, 5), record(1, 7)));
    assertEquals(List.of(0L, 1L), offsets(deliveries.givenUp()));
  }

  @Test
  void givesUpOnlyTheTaskThatKillsItsWorker() {
    long bad = 2;
    Set<Long> left = new HashSet<>(List.of(0L, 1L, bad, 3L, 4L));
    for (int delivery = 1; delivery < Deliveries.LAST; delivery++) {
      Deliveries deliveries = Deliveries.of(records(left, delivery));
      if (offsets(deliveries.together()).contains(bad)) continue; // the batch dies with it
      for (long offset : offsets(deliveries.alone())) {
        if (offset == bad) break; // the worker dies here
        left.remove(offset);
      }
    }
    assertEquals(Set.of(bad), left);
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(Set<Long> offsets, int delivery) {
    return offsets.stream().sorted().map(offset -> record(offset, delivery)).toList();
  }

  private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
    return new ArrayList<>(records.stream().map(ConsumerRecord::offset).toList());
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, int delivery) {
    return new ConsumerRecord<>(
        "infer-tasks",
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty(),
        Optional.of((short) delivery));
  }
}
