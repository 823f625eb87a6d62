package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.schemas.ContentId;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// One way of training on the stream; all of it belongs to the arm's identity, so a known arm with
/// other settings is refused.
///
/// @param name lower-case letters, digits and hyphens
/// @param lambda λ of equation 6; 0 trains with L_LM alone
/// @param layer ℓ, the 1-based block whose visual tokens are aligned; 0 for the middle one
/// @param alignmentWidth hidden width of P_π
/// @param teaching where the features to align with come from
/// @param seed of the alignment projector's first weights
/// @param learningRate the highest
/// @param schedule how it moves over the steps
/// @param totalSteps length of a cosine schedule; unused by a constant one
/// @param warmUpSteps steps in which the rate rises from 0
/// @param weightDecay AdamW's, decoupled
/// @param beta1 AdamW's first moment
/// @param beta2 AdamW's second moment
/// @param clip largest gradient norm
/// @param batch samples a step
/// @param checkpointEvery steps from one checkpoint to the next
/// @param baseModel hash of the model that the arm starts from
public record ArmSettings(
    String name,
    double lambda,
    int layer,
    int alignmentWidth,
    Teaching teaching,
    long seed,
    double learningRate,
    Schedule schedule,
    long totalSteps,
    long warmUpSteps,
    double weightDecay,
    double beta1,
    double beta2,
    double clip,
    int batch,
    int checkpointEvery,
    String baseModel) {

  /// Where y of equation 7 comes from.
  public enum Teaching {
    /// The model directory's own teacher E.
    TEACHER,
    /// The student's encoder, z (equation 5).
    SELF,
    /// Nowhere: no alignment.
    NONE
  }

  /// How the learning rate moves after the warm-up.
  public enum Schedule {
    CONSTANT,
    COSINE
  }

  public ArmSettings {
    require(name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?"), "name", name, "a short name");
    require(lambda >= 0 && lambda <= 100, "lambda", lambda, "0 to 100");
    require(layer >= 0 && layer <= 256, "layer", layer, "0 to 256");
    require(
        alignmentWidth >= 1 && alignmentWidth <= 65_536,
        "alignmentWidth",
        alignmentWidth,
        "1 to 65536");
    require(
        (lambda == 0) == (teaching == Teaching.NONE),
        "teaching",
        teaching,
        "NONE exactly where lambda is 0");
    require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0 to 1");
    require(totalSteps >= 0, "totalSteps", totalSteps, "0 or more");
    require(
        schedule == Schedule.CONSTANT || totalSteps > warmUpSteps,
        "totalSteps",
        totalSteps,
        "more than warmUpSteps for a cosine schedule");
    require(warmUpSteps >= 0, "warmUpSteps", warmUpSteps, "0 or more");
    require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "0 to below 1");
    require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 to below 1");
    require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 to below 1");
    require(clip > 0, "clip", clip, "above 0");
    require(batch >= 1 && batch <= 1024, "batch", batch, "1 to 1024");
    require(checkpointEvery >= 1, "checkpointEvery", checkpointEvery, "1 or more");
  }

  /// VIRAL as the paper has it by default, at the size of the default model.
  public static ArmSettings viral(String baseModel) {
    return new ArmSettings(
        "viral",
        .5,
        0,
        256,
        Teaching.TEACHER,
        1,
        5e-4,
        Schedule.CONSTANT,
        0,
        8,
        0,
        .9,
        .98,
        1,
        8,
        50,
        baseModel);
  }

  /// The same training without alignment.
  public ArmSettings baseline() {
    return new ArmSettings(
        "baseline",
        0,
        0,
        alignmentWidth,
        Teaching.NONE,
        seed,
        learningRate,
        schedule,
        totalSteps,
        warmUpSteps,
        weightDecay,
        beta1,
        beta2,
        clip,
        batch,
        checkpointEvery,
        baseModel);
  }

  /// The learning rate by step.
  LearningRate rate() {
    return switch (schedule) {
      case CONSTANT -> new LearningRate.Constant(learningRate, warmUpSteps);
      case COSINE -> new LearningRate.Cosine(learningRate, warmUpSteps, totalSteps);
    };
  }

  /// AdamW's constants.
  AdamRule rule() {
    return new AdamRule(beta1, beta2, weightDecay, 1e-8);
  }

  /// The settings as they are published with every checkpoint.
  public String canonical() {
    return StrictJson.canonical(this);
  }

  public String hash() {
    return ContentId.of("arm", List.of(canonical()));
  }

  /// In which settings the arm is known otherwise, for people: `batch=8, asked for with 4`.
  ///
  /// @param known canonical settings, perhaps of a version that had other keys
  List<String> differencesFrom(String known) {
    SortedMap<String, String> before = StrictJson.values("settings", known);
    SortedMap<String, String> now = StrictJson.values("settings", canonical());
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

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds)
      throw new IllegalArgumentException("arm " + key + "=" + value + ", expected " + expected);
  }
}
