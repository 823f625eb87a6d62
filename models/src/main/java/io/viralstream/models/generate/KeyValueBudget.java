package io.viralstream.models.generate;

import java.util.ArrayDeque;
import java.util.Deque;

/// Bytes for the keys and values of all sequences that run at once; first come, first served.
///
/// Where nothing is taken any group may take, so that the largest still runs alone. A group that
/// holds some lets no sequence in while another group waits, and the memory comes free as its
/// sequences end.
final class KeyValueBudget {
  private final long limit;
  private final Deque<Object> waiting = new ArrayDeque<>();
  private long taken;

  KeyValueBudget(long limit) {
    this.limit = limit;
  }

  static KeyValueBudget unbounded() {
    return new KeyValueBudget(Long.MAX_VALUE);
  }

  long limit() {
    return limit;
  }

  /// Takes so many bytes, or stands in line for them.
  boolean take(Object who, long bytes) {
    if (!yields(who) && (taken == 0 || bytes <= limit - taken)) {
      waiting.remove(who);
      taken += bytes;
      return true;
    }
    if (!waiting.contains(who)) waiting.add(who);
    return false;
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }

  /// Stands in line no longer.
  void leave(Object who) {
    waiting.remove(who);
  }

  /// Whether another is first in line.
  boolean yields(Object who) {
    return !waiting.isEmpty() && waiting.peek() != who;
  }

  long taken() {
    return taken;
  }
}
