package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The published model versions; an arm's newest is the one of its highest step.
final class Models {
  private static final Comparator<Checkpoint> BY_STEP =
      Comparator.comparingLong(Checkpoint::getStep).thenComparing(Checkpoint::getAt);

  private final Map<String, Checkpoint> byVersion = new ConcurrentHashMap<>();

  void put(Checkpoint checkpoint) {
    byVersion.put(checkpoint.getModelVersion(), checkpoint);
  }

  void remove(String version) {
    byVersion.remove(version);
  }

  Optional<Checkpoint> find(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }

  List<String> arms() {
    return byVersion.values().stream().map(Checkpoint::getArm).distinct().sorted().toList();
  }

  /// Versions of an arm by step, the first one first.
  List<Checkpoint> of(String arm) {
    return ofArm(arm).sorted(BY_STEP).toList();
  }

  Optional<Checkpoint> newest(String arm) {
    return ofArm(arm).max(BY_STEP);
  }

  private Stream<Checkpoint> ofArm(String arm) {
    return byVersion.values().stream().filter(one -> one.getArm().equals(arm));
  }
}
