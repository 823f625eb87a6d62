package io.viralstream.models.model;

import io.viralstream.models.tensor.FeatureMaps;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/// SAM's image encoder as a teacher: pictures smaller than its canvas lie in the middle of zeros,
/// and the middle of its map is their features (docs/method.md §7.4).
///
/// Where picture and canvas differ by an odd number of patches, the picture lies half a patch off
/// the cells; the middle of the map then begins at the cell above and to the left.
///
/// A global block of SAM ViT-B compares 4096 cells with 4096 in 12 heads, 800 MB of scores: what a
/// block leaves behind is freed before the next one begins.
public final class SamEncoder implements VisionBackbone {
  private final Torch torch;
  private final SamSettings settings;
  private final VisionView view;
  private final PatchEmbedding patchEmbedding;
  private final Tensor positions; // [1, n, n, D]
  private final List<SamBlock> blocks = new ArrayList<>();
  private final SamNeck neck;

  /// @param imageSize side of the pictures
  public SamEncoder(Torch torch, SamSettings settings, int imageSize, Weights weights) {
    this.torch = torch;
    this.settings = settings;
    this.view = settings.view(imageSize);
    patchEmbedding = PatchEmbedding.of(weights, settings.patchSize(), settings.width(), true);
    positions =
        weights.take(
            "pos_embed", Initial.zeros(), 1, settings.cells(), settings.cells(), settings.width());
    for (int i = 0; i < settings.blocks(); i++) {
      boolean global = settings.globalBlocks().contains(i);
      blocks.add(SamBlock.of(weights.under("layers." + i + "."), settings, global));
    }
    neck = SamNeck.of(weights.under("neck."), settings);
  }

  @Override
  public VisionView view() {
    return view;
  }

  @Override
  public Tensor features(Tensor pixels) {
    int cells = settings.cells();
    Tensor x = embedded(pixels);
    for (SamBlock block : blocks) {
      Tensor before = x;
      try (Scope scope = torch.nested()) {
        x = scope.pass(block.apply(before));
      }
      before.close();
    }
    int first = (cells - view.grid()) / 2;
    return neck.apply(x)
        .narrow(1, first, view.grid())
        .narrow(2, first, view.grid())
        .reshape(-1, view.patches(), settings.outputWidth());
  }

  /// Cells with their positions, `[B, n, n, D]`.
  private Tensor embedded(Tensor pixels) {
    int cells = settings.cells();
    try (Scope scope = torch.nested()) {
      Tensor patches = patchEmbedding.apply(centred(pixels)); // [B, n², D]
      return scope.pass(patches.reshape(-1, cells, cells, settings.width()).add(positions));
    }
  }

  private Tensor centred(Tensor pixels) {
    int before = (settings.canvas() - view.imageSize()) / 2;
    int after = settings.canvas() - view.imageSize() - before;
    return FeatureMaps.pad(pixels, before, after, before, after);
  }
}
