package io.viralstream.workers.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The records that run alone, of all loops of a worker together: one after another in one order.
///
/// A task that kills its worker takes everything to its next delivery that any loop has in hand. So
/// the order is turned round from one delivery to the next: what stands before the bad task is
/// answered in one and what stands behind it in the next, in whichever loop's hands, and only the
/// bad one is left for the fifth delivery, where it is given up. Worked example with `B` bad, `a b
/// B` in one loop's hands and `c d` in another's:
///
/// ```
/// 1st, 2nd   a b B | c d     together, the worker dies
/// 3rd        a, b, B         it dies at B
/// 4th        d, c, B         it dies at B
/// 5th        B               given up
/// ```
final class PoisonIsolation {
  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_PLACE =
      Comparator.<ConsumerRecord<byte[], byte[]>, String>comparing(ConsumerRecord::topic)
          .thenComparing(ConsumerRecord::partition)
          .thenComparing(ConsumerRecord::offset);

  private record Waiting(
      Collection<ConsumerRecord<byte[], byte[]>> mine,
      CompletableFuture<ConsumerRecord<byte[], byte[]>> turn) {}

  private final Set<ConsumerRecord<byte[], byte[]>> held = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();

  /// A loop has these in hand now.
  synchronized void hold(Collection<ConsumerRecord<byte[], byte[]>> records) {
    held.addAll(records);
  }

  /// Completes with one of a loop's own records once it is that one's turn.
  synchronized CompletableFuture<ConsumerRecord<byte[], byte[]>> turn(
      Collection<ConsumerRecord<byte[], byte[]>> mine) {
    Waiting loop = new Waiting(List.copyOf(mine), new CompletableFuture<>());
    waiting.add(loop);
    advance();
    return loop.turn();
  }

  /// A loop is done with these, for better or worse.
  synchronized void drop(Collection<ConsumerRecord<byte[], byte[]>> records) {
    held.removeAll(Set.copyOf(records));
    waiting.removeIf(loop -> loop.mine().stream().noneMatch(held::contains));
    advance();
  }

  /// Completes futures inside the lock, which is safe: loops wait for them and hang nothing on
  /// them, so nobody's code runs here.
  private void advance() {
    Optional<ConsumerRecord<byte[], byte[]>> first = first();
    if (first.isEmpty()) return;
    for (Waiting loop : List.copyOf(waiting)) {
      if (!loop.mine().contains(first.get())) continue;
      waiting.remove(loop);
      loop.turn().complete(first.get());
    }
  }

  private Optional<ConsumerRecord<byte[], byte[]>> first() {
    int most = held.stream().mapToInt(Deliveries::delivery).max().orElse(0);
    return held.stream().min(most % 2 == 1 ? BY_PLACE : BY_PLACE.reversed());
  }
}
