package io.viralstream.workers.model;

import io.viralstream.workers.model.RotaryEmbedding.Rotation;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// LM_θ, the decoder-only language model of equation (1): p(e_text_1..K | e_img) = Π_i p(e_text_i |
/// e_text_<i, e_img).
public final class LanguageModel implements AutoCloseable {
  private static final double EMBEDDING_DEVIATION = .3;
  private static final double HEAD_DEVIATION = .02;

  private final LanguageModelSettings settings;
  private final Tensor embedding;
  private final List<DecoderBlock> blocks = new ArrayList<>();
  private final RmsNorm norm;
  private final Optional<Tensor> head;
  private final RotaryEmbedding rotary;

  public LanguageModel(Torch torch, LanguageModelSettings settings, Weights weights) {
    this.settings = settings;
    Weights model = weights.under("model.");
    long[] table = {settings.vocabulary(), settings.width()};
    embedding = model.take("embed_tokens.weight", new Initial.Normal(EMBEDDING_DEVIATION), table);
    for (int i = 0; i < settings.blocks(); i++) {
      blocks.add(DecoderBlock.of(i, model.under("layers." + i + "."), settings));
    }
    norm = RmsNorm.of(model, "norm", settings.width(), settings.normEpsilon());
    head =
        settings.tiedHead()
            ? Optional.empty()
            : Optional.of(
                weights.take("lm_head.weight", new Initial.Normal(HEAD_DEVIATION), table));
    rotary = RotaryEmbedding.of(torch, settings);
  }

  public LanguageModelSettings settings() {
    return settings;
  }

  /// Ids `[..]` to embeddings `[.., D]`.
  public Tensor embed(Tensor ids) {
    return embedding.embedding(ids);
  }

  /// Runs all blocks.
  ///
  /// @param embedded `[B, T, D]`
  /// @param positions I64 `[B, T]`, each below the context
  /// @param memory where keys and values go and come from
  public HiddenStates hidden(
      Tensor embedded, Tensor positions, Visibility visibility, KeyValueMemory memory) {
    Rotation rotation = rotary.at(positions);
    List<Tensor> states = new ArrayList<>(List.of(embedded));
    for (DecoderBlock block : blocks) {
      states.add(block.apply(states.getLast(), rotation, visibility, memory));
    }
    return new HiddenStates(states);
  }

  /// Outputs of the last block `[.., D]` to scores of the next token `[.., V]`.
  public Tensor logits(Tensor last) {
    return norm.apply(last).linear(head.orElse(embedding));
  }

  /// Frees the rotary embedding; the weights belong to [Parameters].
  @Override
  public void close() {
    rotary.close();
  }
}
