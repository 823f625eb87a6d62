package io.viralstream.journey.kills;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What was killed, and when.
final class KillCounts {
  private final Map<String, Integer> victims = new LinkedHashMap<>();
  private final Map<KillMoment, Integer> moments = new EnumMap<>(KillMoment.class);

  synchronized void add(String victim, KillMoment moment) {
    victims.merge(victim, 1, Integer::sum);
    moments.merge(moment, 1, Integer::sum);
  }

  synchronized int kills() {
    return moments.values().stream().mapToInt(Integer::intValue).sum();
  }

  synchronized int of(String victim) {
    return victims.getOrDefault(victim, 0);
  }

  synchronized int of(KillMoment moment) {
    return moments.getOrDefault(moment, 0);
  }

  @Override
  public synchronized String toString() {
    return kills() + " kills\n  " + lines(victims) + "\n  " + lines(moments);
  }

  private static String lines(Map<?, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
