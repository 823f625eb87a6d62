package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Checkpoint;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The published model versions; an arm's newest is the one of its highest step.
///
/// One thread writes, that of the follower; requests read meanwhile and see each version whole.
final class Models {
  private static final Comparator<ModelVersion> BY_STEP =
      Comparator.comparingLong(ModelVersion::step).thenComparing(ModelVersion::at);

  private final Map<String, ModelVersion> byName = new ConcurrentHashMap<>();
  private final Map<String, CoveredEnds> endsByArm = new ConcurrentHashMap<>();

  /// Its ends first: a reader that sees the version sees what it covers.
  void put(Checkpoint checkpoint) {
    endsByArm.computeIfAbsent(checkpoint.getArm(), arm -> new CoveredEnds()).put(checkpoint);
    byName.put(checkpoint.getModelVersion(), ModelVersion.of(checkpoint));
  }

  void remove(String name) {
    Optional.ofNullable(byName.remove(name)).map(ModelVersion::arm).ifPresent(this::forgetEnds);
  }

  Optional<ModelVersion> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<String> arms() {
    return byName.values().stream().map(ModelVersion::arm).distinct().sorted().toList();
  }

  /// Versions of an arm by step, the first one first.
  List<ModelVersion> of(String arm) {
    return ofArm(arm).sorted(BY_STEP).toList();
  }

  Optional<ModelVersion> newest(String arm) {
    return ofArm(arm).max(BY_STEP);
  }

  /// An arm's first version that covers a feed's end.
  Optional<ModelVersion> covering(String arm, String end) {
    CoveredEnds ends = endsByArm.getOrDefault(arm, new CoveredEnds());
    return ofArm(arm).filter(version -> ends.covers(version, end)).min(BY_STEP);
  }

  private void forgetEnds(String arm) {
    List<ModelVersion> left = of(arm);
    endsByArm.computeIfPresent(arm, (name, ends) -> left.isEmpty() ? null : ends.keep(left));
  }

  private Stream<ModelVersion> ofArm(String arm) {
    return byName.values().stream().filter(one -> one.arm().equals(arm));
  }
}
