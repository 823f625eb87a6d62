package io.viralstream.models.published.vision;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.tensor.FeatureMaps;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;

/// A family's position table: its size in the file, and how it is resampled to another grid.
///
/// @param grid cells along a side, as trained
/// @param classRows whether the file has a place for the class token; zero is added where not
/// @param resampling how the cells are resampled
record PositionTable(int grid, boolean classRows, Resampling resampling) {
  static final String NAME = "embeddings.position_embedding.weight";

  /// How a family resamples its table.
  enum Resampling {
    /// Bicubic with antialias, as timm does.
    BICUBIC,
    /// Bilinear without antialias, the corners' centres kept in place.
    BILINEAR_CORNERS,
    /// Bilinear without antialias.
    BILINEAR;

    /// `[1, D, h, w]` to `[1, D, side, side]`.
    private Tensor apply(Tensor map, int side) {
      return switch (this) {
        case BICUBIC -> FeatureMaps.resizeBicubic(map, side, side);
        case BILINEAR_CORNERS -> FeatureMaps.resizeBetweenCorners(map, side, side);
        case BILINEAR -> FeatureMaps.resizeBilinear(map, side, side);
      };
    }
  }

  /// A source that gives the table at whatever grid is asked for, and all else as it is.
  ///
  /// @param classTokens C of the model
  WeightSource resampled(Torch torch, WeightSource source, int classTokens) {
    return (name, initial, shape) ->
        name.equals(NAME)
            ? table(torch, source, initial, classTokens, shape)
            : source.weight(name, initial, shape);
  }

  private Tensor table(
      Torch torch, WeightSource source, Initial initial, int classTokens, long[] shape) {
    int stored = classRows ? classTokens : 0;
    int side = (int) Math.sqrt(shape[0] - classTokens);
    Tensor file = source.weight(NAME, initial, stored + (long) grid * grid, shape[1]);
    if (side == grid && stored == classTokens) return file;
    try (file;
        Scope scope = torch.inference()) {
      Tensor first =
          classRows
              ? file.narrow(0, 0, stored)
              : torch.zeros(torch.numerics().weights(), classTokens, shape[1]);
      Tensor cells = file.narrow(0, stored, (long) grid * grid);
      return scope.keep(Tensor.concat(List.of(first, cells(cells, side)), 0));
    }
  }

  /// `[grid², D]` to `[side², D]`; resampled in F32.
  private Tensor cells(Tensor cells, int side) {
    if (side == grid) return cells;
    Tensor map = cells.precise().reshape(1, grid, grid, -1).permute(0, 3, 1, 2);
    return resampling
        .apply(map, side)
        .permute(0, 2, 3, 1)
        .reshape((long) side * side, cells.size(1))
        .to(cells.kind());
  }
}
