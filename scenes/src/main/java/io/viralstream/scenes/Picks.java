package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Random choice from lists.
final class Picks {
  private Picks() {}

  static <T> T one(List<T> from, RandomGenerator random) {
    return from.get(random.nextInt(from.size()));
  }

  /// `count` different elements, in random order.
  static <T> List<T> some(List<T> from, int count, RandomGenerator random) {
    List<T> left = new ArrayList<>(from);
    List<T> picked = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      picked.add(left.remove(random.nextInt(left.size())));
    }
    return picked;
  }
}
