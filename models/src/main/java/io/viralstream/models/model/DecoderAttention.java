package io.viralstream.models.model;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.model.RotaryEmbedding.Rotation;
import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// Self-attention of the decoder: rotary positions, and fewer key heads than query heads if so set.
record DecoderAttention(
    DecoderLinear query,
    DecoderLinear key,
    DecoderLinear value,
    DecoderLinear output,
    LanguageModelSettings settings) {
  static DecoderAttention of(Weights weights, LanguageModelSettings settings) {
    int inner = settings.heads() * settings.headWidth();
    int shared = settings.keyValueHeads() * settings.headWidth();
    Initial residual = Initial.residual(inner, settings.blocks());
    return new DecoderAttention(
        projection(weights, "q_proj", settings, inner),
        projection(weights, "k_proj", settings, shared),
        projection(weights, "v_proj", settings, shared),
        settings.outputBias()
            ? DecoderLinear.biased(weights, "o_proj", residual, inner, settings.width())
            : DecoderLinear.plain(weights, "o_proj", residual, inner, settings.width()),
        settings);
  }

  private static DecoderLinear projection(
      Weights weights, String name, LanguageModelSettings settings, int out) {
    Initial initial = Initial.fanIn(settings.width());
    return settings.attentionBias()
        ? DecoderLinear.biased(weights, name, initial, settings.width(), out)
        : DecoderLinear.plain(weights, name, initial, settings.width(), out);
  }

  /// `[B, T, D]` to `[B, T, D]`.
  Tensor apply(Tensor x, int block, BlockInputs inputs) {
    int shared = settings.keyValueHeads();
    Rotation rotation = inputs.rotation();
    Optional<DropoutMask> dropout = inputs.dropout();
    Tensor q =
        rotation.apply(Heads.split(query.apply(x, dropout), settings.heads())); // [B, H, T, d]
    Tensor k = rotation.apply(Heads.split(key.apply(x, dropout), shared)); // [B, G, T, d]
    Tensor v = Heads.split(value.apply(x, dropout), shared);
    KeyValues past = inputs.memory().append(block, new KeyValues(k, v)); // [B, G, S, d]
    inputs.watch().see(block, q, past.keys());
    return output.apply(Heads.join(inputs.attentionMask().attend(q, past)), dropout);
  }
}
