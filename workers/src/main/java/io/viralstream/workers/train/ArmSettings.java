package io.viralstream.workers.train;

import io.viralstream.models.tensor.WeightType;
import io.viralstream.schemas.ContentId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// An arm's plan on the model that it starts from. All of it belongs to the arm's identity: a known
/// arm with other settings is refused.
///
/// @param baseModel hash of that model
/// @param teacherModel hash of the teacher's directory, where it is a named one; else empty
/// @param start what it starts from beside its base: a version's name, which ends with its hash, or
///   the hash of an adapter's directory; empty for the base alone
public record ArmSettings(ArmPlan plan, String baseModel, String teacherModel, String start) {
  /// The key of the type of weights in the canonical text.
  private static final String WEIGHTS = "weights";

  /// With the model's own teacher, or none, from the base alone.
  public ArmSettings(ArmPlan plan, String baseModel) {
    this(plan, baseModel, "", "");
  }

  public String name() {
    return plan.name();
  }

  public ArmPlan.Alignment alignment() {
    return plan.alignment();
  }

  public ArmPlan.Optimization optimization() {
    return plan.optimization();
  }

  public ArmPlan.Cadence cadence() {
    return plan.cadence();
  }

  public Recipe recipe() {
    return plan.recipe();
  }

  /// The same with a type of weights: the one that the plan names, else the one that the arm is
  /// known with, else what is usual where it begins. The text leaves F32 out, so that arms that
  /// were known before there was another type keep their hash.
  ///
  /// @param known canonical settings of the arm's newest checkpoint
  /// @param usual on the device where the arm begins
  ArmSettings decided(Optional<String> known, WeightType usual) {
    Recipe recipe = recipe();
    if (!recipe.choosesWeights()) return this;
    WeightType before =
        known
            .map(text -> CanonicalText.values(text).containsKey(WEIGHTS))
            .map(named -> named ? WeightType.BF16 : WeightType.F32)
            .orElse(usual);
    WeightType type = recipe.weights().orElse(before);
    Optional<WeightType> written = type == WeightType.F32 ? Optional.empty() : Optional.of(type);
    return new ArmSettings(plan.with(recipe.with(written)), baseModel, teacherModel, start);
  }

  /// The settings as they are published with every checkpoint.
  public String canonical() {
    return CanonicalText.text(this, ArmPlan.named(name()).on(baseModel));
  }

  public String hash() {
    return ContentId.of("arm", List.of(canonical()));
  }

  /// In which settings the arm is known otherwise, for people: `batch=8, asked for with 4`.
  ///
  /// @param known canonical settings, perhaps of a version that had other keys
  List<String> differencesFrom(String known) {
    SortedMap<String, String> before = CanonicalText.values(known);
    SortedMap<String, String> now = CanonicalText.values(canonical());
    SortedSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(before.get(key), now.get(key)))
        .map(key ->
            key
                + "="
                + before.getOrDefault(key, "(none)")
                + ", asked for with "
                + now.getOrDefault(key, "(none)"))
        .toList();
  }
}
