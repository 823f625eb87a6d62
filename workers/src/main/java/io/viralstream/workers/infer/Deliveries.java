package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which records of one delivery run together, and in which order.
///
/// A record that killed its worker comes back, and so does all that was in hand with it. From the
/// third delivery on each runs alone, so that one bad task does not burn its batch; odd deliveries
/// run forwards and even ones backwards, so that what stands before a bad task is answered in one
/// and what stands behind it in the next, and only the bad one is left for the fifth, where it is
/// given up. Worked example with `B` bad:
///
/// ```
/// 1st, 2nd   a b B c d    together, the worker dies
/// 3rd        a, b, B      one by one, it dies at B
/// 4th        d, c, B      backwards, it dies at B
/// 5th        B            given up
/// ```
record Deliveries(
    List<ConsumerRecord<byte[], byte[]>> together,
    List<ConsumerRecord<byte[], byte[]>> alone,
    List<ConsumerRecord<byte[], byte[]>> givenUp) {
  private static final int ALONE_FROM = 3;
  static final int LAST = 5;

  static Deliveries of(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<ConsumerRecord<byte[], byte[]>> together = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> forwards = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> backwards = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> givenUp = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      int delivery = delivery(record);
      if (delivery >= LAST) {
        givenUp.add(record);
      } else if (delivery < ALONE_FROM) {
        together.add(record);
      } else if (delivery % 2 == 1) {
        forwards.add(record);
      } else {
        backwards.addFirst(record);
      }
    }
    forwards.addAll(backwards);
    return new Deliveries(together, forwards, givenUp);
  }

  private static int delivery(ConsumerRecord<byte[], byte[]> record) {
    return record.deliveryCount().map(Short::intValue).orElse(1);
  }
}
