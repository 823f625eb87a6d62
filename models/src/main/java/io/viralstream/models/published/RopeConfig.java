package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.RopeScaling;
import java.util.Optional;
import java.util.Set;

/// The rotary frequencies of a published configuration, in the three ways that they are written.
///
/// | writer | base | stretching |
/// |---|---|---|
/// | first | `rope_theta` | `rope_scaling` with `type` |
/// | later | `rope_theta` | `rope_scaling` with `rope_type` |
/// | transformers 5 | `rope_parameters.rope_theta` | `rope_parameters` with `rope_type` |
record RopeConfig(double theta, RopeScaling scaling) {
  /// Beside the others it wins over the one among them, as in transformers.
  private static final String FIRST_CONTEXT = "original_max_position_embeddings";

  private static final Set<String> PLAIN = Set.of("type", "rope_type", "rope_theta");
  private static final Set<String> LINEAR =
      Set.of("type", "rope_type", "rope_theta", "factor", FIRST_CONTEXT);
  private static final Set<String> LLAMA3 =
      Set.of(
          "type",
          "rope_type",
          "rope_theta",
          "factor",
          "low_freq_factor",
          "high_freq_factor",
          FIRST_CONTEXT);

  /// @param context of the model, which a stretched one started from where nothing else is said
  static RopeConfig of(ConfigSection config, int context) {
    double theta = config.numberIfSet("rope_theta").orElse(LanguageFamily.ROPE_THETA);
    Optional<ConfigSection> written =
        config
            .section("rope_scaling")
            .filter(scaling -> !scaling.json().isEmpty())
            .or(() -> config.section("rope_parameters"));
    if (written.isEmpty()) return new RopeConfig(theta, new RopeScaling.None());
    ConfigSection rope = written.get();
    int first =
        config
            .wholeIfSet(FIRST_CONTEXT)
            .orElseGet(() -> rope.wholeIfSet(FIRST_CONTEXT).orElse(context));
    return new RopeConfig(rope.numberIfSet("rope_theta").orElse(theta), scaling(rope, first));
  }

  private static RopeScaling scaling(ConfigSection rope, int first) {
    String key = rope.has("rope_type") ? "rope_type" : "type";
    try {
      return switch (rope.text(key, "default")) {
        case "default" -> plain(rope);
        case "linear" -> linear(rope);
        case "llama3" -> llama3(rope, first);
        default -> throw rope.refused(key, "default, linear or llama3");
      };
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(rope.where() + ": " + bad.getMessage(), bad);
    }
  }

  private static RopeScaling plain(ConfigSection rope) {
    rope.requireOnly(PLAIN);
    return new RopeScaling.None();
  }

  private static RopeScaling linear(ConfigSection rope) {
    rope.requireOnly(LINEAR);
    return new RopeScaling.Linear(required(rope, "factor"));
  }

  private static RopeScaling llama3(ConfigSection rope, int first) {
    rope.requireOnly(LLAMA3);
    return new RopeScaling.Llama3(
        required(rope, "factor"),
        required(rope, "low_freq_factor"),
        required(rope, "high_freq_factor"),
        first);
  }

  private static double required(ConfigSection rope, String key) {
    return rope.numberIfSet(key).orElseThrow(() -> rope.refused(key, "a number"));
  }
}
