package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  void givesUpAtTheFifth() {
    Deliveries deliveries = Deliveries.of(List.of(record(0, 5), record(1, 7)));
    assertEquals(List.of(0L, 1L), offsets(deliveries.givenUp()));
  }

  private static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
    return new ArrayList<>(records.stream().map(ConsumerRecord::offset).toList());
  }

  static ConsumerRecord<byte[], byte[]> record(long offset, int delivery) {
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
