package io.viralstream.models.analyse;

import io.viralstream.models.model.AttentionWatch;
import io.viralstream.models.model.AttentionWeights;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How the last token of a prompt attends to the picture, by layer and head (docs/analyses.md §2).
final class LastTokenAttention implements AttentionWatch {
  private final int row;
  private final int first;
  private final int grid;
  private final Set<Integer> layers;
  private final SortedMap<Integer, List<AttentionMap>> maps = new TreeMap<>();

  /// @param row of the prompt's last token
  /// @param first row of the picture's tokens
  /// @param grid patches along a side of the picture
  /// @param layers ℓ of those that are looked at; 0 has no attention
  LastTokenAttention(int row, int first, int grid, Set<Integer> layers) {
    this.row = row;
    this.first = first;
    this.grid = grid;
    this.layers = Set.copyOf(layers);
  }

  @Override
  public void see(int block, Tensor queries, Tensor keys) {
    int layer = block + 1;
    if (!layers.contains(layer)) return;
    Tensor weights = AttentionWeights.ofRow(queries, keys, row); // [H, S]
    long patches = (long) grid * grid;
    List<AttentionMap> heads = new ArrayList<>();
    for (int head = 0; head < weights.size(0); head++) {
      Tensor map = weights.select(0, head).narrow(0, first, patches);
      heads.add(new AttentionMap(map.doubles(), grid, grid));
    }
    maps.put(layer, heads);
  }

  /// By ℓ a map for each head.
  SortedMap<Integer, List<AttentionMap>> maps() {
    return maps;
  }
}
