package io.viralstream.journey.guarantees;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What a gateway acknowledged; many threads may note what they were told.
public final class SentEvents {
  private final Set<TakenSample> samples = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> benchmarks = new ConcurrentHashMap<>();
  private final Map<String, Integer> evaluations = new ConcurrentHashMap<>();
  private final Set<String> asks = ConcurrentHashMap.newKeySet();

  public void sample(String id, String feed, int pass) {
    samples.add(new TakenSample(id, feed, pass));
  }

  /// @param items how many the sealed version has
  public void benchmark(String nameAndVersion, int items) {
    benchmarks.put(nameAndVersion, items);
  }

  /// @param items how many answers it is to have
  public void evaluation(String id, int items) {
    evaluations.put(id, items);
  }

  public void ask(String id) {
    asks.add(id);
  }

  public Set<TakenSample> samples() {
    return samples;
  }

  public Map<String, Integer> benchmarks() {
    return benchmarks;
  }

  public Map<String, Integer> evaluations() {
    return evaluations;
  }

  public Set<String> asks() {
    return asks;
  }

  /// Acknowledged events of all kinds; an evaluation is as many as it has items.
  public long events() {
    return samples.size() + asks.size() + sum(benchmarks) + sum(evaluations);
  }

  private static long sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToLong(Integer::longValue).sum();
  }

  @Override
  public String toString() {
    return "samples "
        + samples.size()
        + ", items "
        + sum(benchmarks)
        + ", evaluations "
        + evaluations.size()
        + " with "
        + sum(evaluations)
        + " answers, asks "
        + asks.size();
  }
}
