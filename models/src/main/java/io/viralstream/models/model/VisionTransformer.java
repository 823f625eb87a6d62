package io.viralstream.models.model;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A vision transformer: V_ψ, the frozen encoder of the student, and E, the teacher.
///
/// Pixels are `[B, 3, H, W]`, normalised by the settings' mean and deviation. Tokens are `[B,
/// C+R+N, D]`, where C is 1 with a class token and 0 without, and R is the number of registers.
/// Below, `cells` `[N]` or `[B, N]` names the grid cell of each patch, so that a crop smaller than
/// the picture can be placed anywhere.
public final class VisionTransformer implements VisionBackbone {
  private final Torch torch;
  private final VisionTransformerSettings settings;
  private final PatchEmbedding patchEmbedding;
  private final Optional<Tensor> classToken;
  private final Optional<Tensor> registers;
  private final Tensor positions;
  private final Optional<LayerNorm> firstNorm;
  private final List<VisionBlock> blocks = new ArrayList<>();
  private final Optional<LayerNorm> finalNorm;

  public VisionTransformer(Torch torch, VisionTransformerSettings settings, Weights weights) {
    this.torch = torch;
    this.settings = settings;
    Weights embeddings = weights.under("embeddings.");
    VisionVariant variant = settings.variant();
    patchEmbedding =
        PatchEmbedding.of(embeddings, settings.patchSize(), settings.width(), variant.patchBias());
    classToken = classToken(embeddings);
    registers = registers(embeddings);
    positions =
        embeddings.take(
            "position_embedding.weight",
            new Initial.Given(this::startedPositions),
            classTokens() + settings.patches(),
            settings.width()); // [C+N, D]
    firstNorm = norm(weights, "pre_layrnorm", variant.normFirst());
    for (int i = 0; i < settings.blocks(); i++) {
      blocks.add(VisionBlock.of(weights.under("encoder.layers." + i + "."), settings));
    }
    finalNorm = norm(weights, "post_layernorm", variant.normLast());
  }

  public VisionTransformerSettings settings() {
    return settings;
  }

  @Override
  public VisionView view() {
    return settings.view();
  }

  /// The features that the settings name: patch tokens `[B, N, D]`.
  @Override
  public Tensor features(Tensor pixels) {
    return switch (settings.feature()) {
      case FeatureLayer.AfterBlock(int block) -> patches(tokens(pixels, allCells(), block));
      case FeatureLayer.AfterFinalNorm() -> patches(normedTokens(pixels, allCells()));
    };
  }

  /// The class token after the final norm, `[B, D]`.
  ///
  /// @throws IllegalStateException when the settings have no class token
  public Tensor classFeature(Tensor pixels, Tensor cells) {
    if (classToken.isEmpty()) {
      throw new IllegalStateException("this vision transformer has no class token");
    }
    return normedTokens(pixels, cells).select(1, 0);
  }

  /// All tokens after all blocks and the final norm, where there is one.
  public Tensor normedTokens(Tensor pixels, Tensor cells) {
    Tensor last = tokens(pixels, cells, settings.blocks());
    return finalNorm.map(norm -> norm.apply(last)).orElse(last);
  }

  /// All tokens after a number of blocks, 0 to L. What a block leaves behind is freed before the
  /// next one begins, 50 MB a block of CLIP-L, and its output when that one has read it.
  public Tensor tokens(Tensor pixels, Tensor cells, int after) {
    Tensor x = embedded(pixels, cells);
    for (VisionBlock block : blocks.subList(0, after)) {
      Tensor before = x;
      try (Scope scope = torch.nested()) {
        x = scope.pass(block.apply(before));
      }
      before.close();
    }
    return x;
  }

  private Tensor embedded(Tensor pixels, Tensor cells) {
    try (Scope scope = torch.nested()) {
      return scope.pass(embed(pixels, cells));
    }
  }

  /// The patch tokens among all tokens, `[B, N, D]`.
  public Tensor patches(Tensor tokens) {
    int others = classTokens() + settings.variant().registers();
    return tokens.narrow(1, others, tokens.size(1) - others);
  }

  /// The cells of a picture of full size, in reading order.
  public Tensor allCells() {
    return torch.of(IntStream.range(0, settings.patches()).toArray(), settings.patches());
  }

  private Tensor embed(Tensor pixels, Tensor cells) {
    Tensor places = positions.narrow(0, classTokens(), settings.patches()).embedding(cells);
    Tensor patches = patchEmbedding.apply(pixels).add(places); // [B, N, D]
    List<Tensor> tokens = new ArrayList<>();
    classToken.map(token -> token.add(positions.select(0, 0))).ifPresent(tokens::add);
    registers.ifPresent(tokens::add);
    tokens.replaceAll(each -> repeated(each, patches.size(0)));
    tokens.add(patches);
    Tensor x = tokens.size() == 1 ? patches : Tensor.concat(tokens, 1);
    return firstNorm.map(norm -> norm.apply(x)).orElse(x);
  }

  /// `[D]` or `[R, D]` to `[B, R, D]`.
  private Tensor repeated(Tensor tokens, long batch) {
    Tensor rows = tokens.reshape(1, -1, settings.width());
    return rows.expand(batch, rows.size(1), settings.width());
  }

  private Optional<Tensor> classToken(Weights embeddings) {
    if (!settings.classToken()) {
      return Optional.empty();
    }
    Initial initial = new Initial.Normal(.02);
    return Optional.of(embeddings.take("class_embedding", initial, settings.width()));
  }

  private Optional<Tensor> registers(Weights embeddings) {
    int count = settings.variant().registers();
    if (count == 0) {
      return Optional.empty();
    }
    Initial initial = new Initial.Normal(.02);
    return Optional.of(embeddings.take("register_tokens", initial, count, settings.width()));
  }

  private Optional<LayerNorm> norm(Weights weights, String name, boolean present) {
    if (!present) {
      return Optional.empty();
    }
    return Optional.of(LayerNorm.of(weights, name, settings.width(), settings.normEpsilon()));
  }

  private int classTokens() {
    return settings.classToken() ? 1 : 0;
  }

  /// The class token starts without a place.
  private float[] startedPositions() {
    float[] cells = SinCosPositions.table(settings.grid(), settings.width());
    float[] table = new float[classTokens() * settings.width() + cells.length];
    System.arraycopy(cells, 0, table, table.length - cells.length, cells.length);
    return table;
  }
}
