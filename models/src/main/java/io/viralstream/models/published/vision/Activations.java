package io.viralstream.models.published.vision;

import io.viralstream.models.model.Activation;
import io.viralstream.models.published.ConfigSection;
import java.util.Map;

/// The non-linearities by the names that `hidden_act` gives them.
final class Activations {
  private static final Map<String, Activation> BY_NAME =
      Map.of(
          "gelu", Activation.GELU,
          "gelu_new", Activation.GELU_TANH,
          "gelu_pytorch_tanh", Activation.GELU_TANH,
          "quick_gelu", Activation.GELU_QUICK,
          "silu", Activation.SILU,
          "swish", Activation.SILU);

  private Activations() {}

  static Activation of(ConfigSection config, String otherwise) {
    Activation activation = BY_NAME.get(config.text("hidden_act", otherwise));
    if (activation == null) throw config.refused("hidden_act", "one of " + BY_NAME.keySet());
    return activation;
  }
}
