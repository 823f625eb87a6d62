package io.viralstream.workers.model;

import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A vision transformer: V_ψ, the frozen encoder of the student, and E, the teacher.
///
/// Pixels are `[B, 3, H, W]`, normalised by the settings' mean and deviation. Tokens are `[B, C+N,
/// D]`, where C is 1 with a class token and 0 without. Below, `cells` `[N]` or `[B, N]` names the
/// grid cell of each patch, so that a crop smaller than the picture can be placed anywhere.
public final class VisionTransformer {
  private final Torch torch;
  private final VisionTransformerSettings settings;
  private final PatchEmbedding patchEmbedding;
  private final Optional<Tensor> classToken;
  private final Tensor positions;
  private final List<VisionBlock> blocks = new ArrayList<>();
  private final LayerNorm finalNorm;

  public VisionTransformer(Torch torch, VisionTransformerSettings settings, Weights weights) {
    this.torch = torch;
    this.settings = settings;
    Weights embeddings = weights.under("embeddings.");
    patchEmbedding = PatchEmbedding.of(embeddings, settings);
    classToken = classToken(embeddings);
    positions =
        embeddings.take(
            "position_embedding.weight",
            new Initial.Given(startedPositions()),
            classTokens() + settings.patches(),
            settings.width()); // [C+N, D]
    for (int i = 0; i < settings.blocks(); i++) {
      blocks.add(VisionBlock.of(weights.under("encoder.layers." + i + "."), settings));
    }
    finalNorm = LayerNorm.of(weights, "post_layernorm", settings.width(), settings.normEpsilon());
  }

  public VisionTransformerSettings settings() {
    return settings;
  }

  /// The features that the settings name: patch tokens `[B, N, D]`.
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

  /// All tokens after all blocks and the final norm.
  public Tensor normedTokens(Tensor pixels, Tensor cells) {
    return finalNorm.apply(tokens(pixels, cells, settings.blocks()));
  }

  /// All tokens after a number of blocks, 0 to L.
  public Tensor tokens(Tensor pixels, Tensor cells, int after) {
    Tensor x = embed(pixels, cells);
    for (VisionBlock block : blocks.subList(0, after)) {
      x = block.apply(x);
    }
    return x;
  }

  /// The patch tokens among all tokens, `[B, N, D]`.
  public Tensor patches(Tensor tokens) {
    return tokens.narrow(1, classTokens(), tokens.size(1) - classTokens());
  }

  /// The cells of a picture of full size, in reading order.
  public Tensor allCells() {
    return torch.of(IntStream.range(0, settings.patches()).toArray(), settings.patches());
  }

  private Tensor embed(Tensor pixels, Tensor cells) {
    Tensor places = positions.narrow(0, classTokens(), settings.patches()).embedding(cells);
    Tensor patches = patchEmbedding.apply(pixels).add(places); // [B, N, D]
    if (classToken.isEmpty()) {
      return patches;
    }
    Tensor first = classToken.get().add(positions.select(0, 0));
    Tensor repeated = first.reshape(1, 1, -1).expand(patches.size(0), 1, settings.width());
    return Tensor.concat(List.of(repeated, patches), 1);
  }

  private Optional<Tensor> classToken(Weights embeddings) {
    if (!settings.classToken()) {
      return Optional.empty();
    }
    Initial initial = new Initial.Normal(.02);
    return Optional.of(embeddings.take("class_embedding", initial, settings.width()));
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
