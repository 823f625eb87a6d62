package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which feed ends one arm's versions cover: of each end the first and the last step whose version
/// says so.
///
/// A version covers what its predecessor covers, until that is too long ago to be named, so every
/// version between the two covers the end as well. Each version's own list, of up to 4,096 ends, is
/// not kept.
final class CoveredEnds {
  private record Steps(long first, long last) {
    private boolean contain(long step) {
      return first <= step && step <= last;
    }

    private Steps and(Steps other) {
      return new Steps(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  private final Map<String, Steps> byEnd = new ConcurrentHashMap<>();

  void put(Checkpoint checkpoint) {
    var step = new Steps(checkpoint.getStep(), checkpoint.getStep());
    checkpoint.getCompletedEnds().forEach(end -> byEnd.merge(end, step, Steps::and));
  }

  boolean covers(ModelVersion version, String end) {
    Steps steps = byEnd.get(end);
    return steps != null && steps.contain(version.step());
  }

  /// Forgets the ends that none of the versions that are left covers.
  CoveredEnds keep(Collection<ModelVersion> left) {
    byEnd
        .values()
        .removeIf(steps -> left.stream().noneMatch(version -> steps.contain(version.step())));
    return this;
  }
}
