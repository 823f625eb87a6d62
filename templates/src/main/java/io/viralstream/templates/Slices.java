package io.viralstream.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `[start:stop:step]` as Python cuts it: negative bounds count from the end, and none is an error.
final class Slices {
  private Slices() {}

  static <T> List<T> of(List<T> items, Optional<Long> start, Optional<Long> stop, long step) {
    if (step == 0) throw new TemplateRejected("slice with step 0");
    int size = items.size();
    boolean forward = step > 0;
    long low = forward ? 0 : -1;
    long high = forward ? size : size - 1L;
    long from = start.map(at -> bounded(at, size, low, high)).orElse(forward ? low : high);
    long to = stop.map(at -> bounded(at, size, low, high)).orElse(forward ? high : low);
    List<T> cut = new ArrayList<>();
    for (long i = from; forward ? i < to : i > to; i += step) cut.add(items.get((int) i));
    return cut;
  }

  private static long bounded(long at, int size, long low, long high) {
    return Math.clamp(at < 0 ? at + size : at, low, high);
  }
}
