package io.viralstream.models.model;

import io.viralstream.models.model.RotaryEmbedding.Rotation;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.RowAttention;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// LM_θ, the decoder-only language model of equation (1): p(e_text_1..K | e_img) = Π_i p(e_text_i |
/// e_text_<i, e_img).
public final class LanguageModel implements AutoCloseable {
  private static final double EMBEDDING_DEVIATION = .3;
  private static final double HEAD_DEVIATION = .02;

  private final Torch torch;
  private final LanguageModelSettings settings;
  private final Tensor embedding;
  private final List<DecoderBlock> blocks = new ArrayList<>();
  private final RmsNorm norm;
  private final Optional<Tensor> head;
  private final RotaryEmbedding rotary;
  private final RowAttention.Decoder tokenStep;

  public LanguageModel(Torch torch, LanguageModelSettings settings, Weights weights) {
    this.torch = torch;
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
    tokenStep = TokenStep.of(blocks, settings.normEpsilon());
  }

  public LanguageModelSettings settings() {
    return settings;
  }

  /// The type of its states, which is that of the embeddings.
  Kind kind() {
    return embedding.kind();
  }

  /// Ids `[..]` to embeddings `[.., D]`.
  public Tensor embed(Tensor ids) {
    return embedding.embedding(ids);
  }

  /// The last block's output `[B, T, D]` alone, as [#hidden] gives it.
  public Tensor last(
      Tensor embedded, Tensor positions, AttentionMask attentionMask, KeyValueMemory memory) {
    return hidden(embedded, positions, attentionMask, memory, Set.of()).last();
  }

  /// Runs all blocks. What half a block leaves behind is freed before the next half begins, and a
  /// block's output when the next one has read it, unless it is asked for.
  ///
  /// @param embedded `[B, T, D]`
  /// @param positions I64 `[B, T]`, each below the context
  /// @param memory where keys and values go and come from
  /// @param layers ℓ of the outputs to keep; 0 is the input
  public HiddenStates hidden(
      Tensor embedded,
      Tensor positions,
      AttentionMask attentionMask,
      KeyValueMemory memory,
      Set<Integer> layers) {
    return hidden(
        embedded,
        shared(positions, attentionMask, memory, AdapterDropout.none(), Optional.empty()),
        layers);
  }

  /// The same in a pass that trains adapters, is watched, or has something added to the picture's
  /// rows behind some blocks.
  HiddenStates hidden(Tensor embedded, BlockInputs shared, Set<Integer> layers) {
    requireBlocks(layers);
    Map<Integer, Tensor> kept = new HashMap<>();
    Tensor x = embedded;
    for (int layer = 0; layer < blocks.size(); layer++) {
      Tensor h = attended(layer, x, shared);
      if (layers.contains(layer)) kept.put(layer, x);
      else if (layer > 0) x.close();
      x = fed(layer, h, shared);
    }
    if (layers.contains(blocks.size())) kept.put(blocks.size(), x);
    return new HiddenStates(x, kept);
  }

  void requireBlocks(Set<Integer> layers) {
    layers.forEach(layer -> Require.between("layer", layer, 0, blocks.size()));
  }

  /// @param positions I64 `[B, T]`
  BlockInputs shared(
      Tensor positions,
      AttentionMask attentionMask,
      KeyValueMemory memory,
      AdapterDropout dropout,
      Optional<VisualAddition> addition) {
    return new BlockInputs(
        rotary.at(positions),
        attentionMask,
        memory,
        dropout.mask(torch, positions),
        addition,
        AttentionWatch.none());
  }

  /// The output of one block, counted from 0; nothing else stays.
  Tensor afterBlock(int block, Tensor x, BlockInputs shared) {
    return fed(block, attended(block, x, shared), shared);
  }

  private Tensor attended(int block, Tensor x, BlockInputs shared) {
    return alone(() -> blocks.get(block).attended(x, shared));
  }

  /// Frees h.
  private Tensor fed(int block, Tensor h, BlockInputs shared) {
    Tensor x =
        alone(
            () -> added(shared.addition(), block + 1, blocks.get(block).fed(h, shared.dropout())));
    h.close();
    return x;
  }

  private static Tensor added(Optional<VisualAddition> addition, int layer, Tensor x) {
    return addition.map(each -> each.behind(layer, x)).orElse(x);
  }

  /// Nothing but the result stays.
  private Tensor alone(Supplier<Tensor> part) {
    try (Scope scope = torch.nested()) {
      return scope.pass(part.get());
    }
  }

  /// The last block's output for one new token of each sequence, which goes behind what its row
  /// remembers: as [#hidden] with [KeyValueRows#continuing], bit for bit, but sooner.
  ///
  /// @param embedded `[R, 1, D]`
  /// @param slots I64 `[R]`, each row's next slot, which is its token's position too
  /// @param seen how many slots of each row are looked at
  /// @param mask `[R, 1, 1, seen]`, true where a slot is filled
  public Tensor next(Tensor embedded, Tensor slots, KeyValueRows memory, int seen, Tensor mask) {
    Rotation rotation = rotary.at(slots.reshape(-1, 1));
    return RowAttention.decode(
        embedded, rotation.cosines(), rotation.sines(), memory.all(slots, seen, mask), tokenStep);
  }

  /// Outputs of the last block `[.., D]` to scores of the next token `[.., V]`, F32 where the model
  /// is computed in half precision.
  public Tensor logits(Tensor last) {
    return norm.apply(last).linear(head.orElse(embedding)).precise();
  }

  /// Frees the rotary embedding; the weights belong to [Parameters].
  @Override
  public void close() {
    rotary.close();
  }
}
