package io.viralstream.models.learn;

import io.viralstream.models.learn.LossPass.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Into which parts a step is cut, whose gradients are summed (docs/method.md §10).
///
/// A step of ten samples in 2 shards and micro-batches of 2, samples written by their lengths:
///
/// ```
/// shard 1: 9 3 8 3 9   micro-batches 3 3 | 8 9 | 9
/// shard 2: 5 5 7 1 2   micro-batches 1 2 | 5 5 | 7
/// ```
///
/// Samples of like length stand together, so that little is padded. Shards are what several cards
/// will share; on one card they give the same sums.
///
/// @param shards parts of equal size, one sample more in the first ones
/// @param microBatch most samples of one forward pass, 0 for all of a shard
public record Accumulation(int shards, int microBatch) {
  public Accumulation {
    if (shards < 1 || shards > 1024) {
      throw new IllegalArgumentException("shards=" + shards + ", expected 1 to 1024");
    }
    if (microBatch < 0 || microBatch > 1024) {
      throw new IllegalArgumentException("microBatch=" + microBatch + ", expected 0 to 1024");
    }
  }

  /// All samples of a step in one pass.
  public static Accumulation none() {
    return new Accumulation(1, 0);
  }

  /// The micro-batches of each shard that has samples.
  List<List<List<Placed>>> parts(List<Placed> samples) {
    List<List<List<Placed>>> parts = new ArrayList<>();
    int from = 0;
    for (int shard = 0; shard < shards; shard++) {
      int to = from + samples.size() / shards + (shard < samples.size() % shards ? 1 : 0);
      if (to > from) parts.add(microBatches(samples.subList(from, to)));
      from = to;
    }
    return parts;
  }

  private List<List<Placed>> microBatches(List<Placed> shard) {
    if (microBatch == 0 || shard.size() <= microBatch) return List.of(shard);
    List<Placed> sorted =
        shard.stream()
            .sorted(Comparator.comparingInt(each -> each.sample().text().length()))
            .toList();
    return Stream.iterate(0, from -> from < sorted.size(), from -> from + microBatch)
        .map(from -> sorted.subList(from, Math.min(from + microBatch, sorted.size())))
        .toList();
  }
}
