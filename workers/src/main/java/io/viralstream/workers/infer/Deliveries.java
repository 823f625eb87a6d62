package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which records of one delivery run together.
///
/// A record that killed its worker comes back, and so does all that was in hand with it. From the
/// third delivery on each runs alone, so that one bad task does not burn its batch, in the order
/// that [PoisonIsolation] gives them; at the fifth it is given up.
record Deliveries(
    List<ConsumerRecord<byte[], byte[]>> together,
    List<ConsumerRecord<byte[], byte[]>> alone,
    List<ConsumerRecord<byte[], byte[]>> givenUp) {
  private static final int ALONE_FROM = 3;
  static final int LAST = 5;

  static Deliveries of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<ConsumerRecord<byte[], byte[]>> together = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> alone = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> givenUp = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int delivery = delivery(record);
      if (delivery >= LAST) {
        givenUp.add(record);
      } else if (delivery < ALONE_FROM) {
        together.add(record);
      } else {
        alone.add(record);
      }
    }
    return new Deliveries(together, alone, givenUp);
  }

  static int delivery(ConsumerRecord<byte[], byte[]> record) {
    return record.deliveryCount().map(Short::intValue).orElse(1);
  }
}
