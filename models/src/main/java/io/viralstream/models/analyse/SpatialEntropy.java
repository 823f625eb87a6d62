package io.viralstream.models.analyse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Over how many places of the picture a head's attention is spread (Peruzzo et al., 2022; the
/// paper's attention analysis, docs/analyses.md §2).
///
/// B = relu(S − mean S) of an attention map S. Cells of B above 0.001 that touch, also at corners,
/// are one component c with p_c = mass of c / ΣB, and H = −Σ p_c ln p_c.
///
/// @param components how many there are
/// @param entropy H, at least 0
/// @param normalized H / ln(components), 0 to 1
public record SpatialEntropy(int components, Figure entropy, Figure normalized) {
  private static final double LEAST = .001;

  /// Of one map.
  public static SpatialEntropy of(AttentionMap map) {
    double[] above = above(map);
    double all = 0;
    for (double cell : above) all += cell;
    List<Double> masses = masses(above, map.rows(), map.columns());
    if (masses.isEmpty()) {
      Figure none = new Figure.Undefined("no patch stands out of the map's mean");
      return new SpatialEntropy(0, none, none);
    }
    double entropy = 0;
    for (double mass : masses) entropy -= mass / all * Math.log(mass / all);
    Figure normalized =
        masses.size() == 1
            ? new Figure.Undefined("one component alone")
            : new Figure.Known(entropy / Math.log(masses.size()));
    return new SpatialEntropy(
        masses.size(), Figure.of(entropy, "an attention map that is not finite"), normalized);
  }

  private static double[] above(AttentionMap map) {
    double mean = map.mean();
    double[] above = new double[map.weights().length];
    for (int i = 0; i < above.length; i++) above[i] = Math.max(map.weights()[i] - mean, 0);
    return above;
  }

  /// The mass of each component.
  private static List<Double> masses(double[] cells, int rows, int columns) {
    boolean[] seen = new boolean[cells.length];
    List<Double> masses = new ArrayList<>();
    for (int start = 0; start < cells.length; start++) {
      if (seen[start] || cells[start] <= LEAST) continue;
      masses.add(mass(start, cells, seen, rows, columns));
    }
    return masses;
  }

  private static double mass(int start, double[] cells, boolean[] seen, int rows, int columns) {
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    seen[start] = true;
    double mass = 0;
    while (!open.isEmpty()) {
      int cell = open.pop();
      mass += cells[cell];
      for (int next : around(cell, rows, columns)) {
        if (seen[next] || cells[next] <= LEAST) continue;
        seen[next] = true;
        open.push(next);
      }
    }
    return mass;
  }

  /// The cell and the eight that touch it, as far as the grid goes.
  private static List<Integer> around(int cell, int rows, int columns) {
    List<Integer> around = new ArrayList<>();
    int row = cell / columns;
    int column = cell % columns;
    for (int i = Math.max(row - 1, 0); i <= Math.min(row + 1, rows - 1); i++) {
      for (int j = Math.max(column - 1, 0); j <= Math.min(column + 1, columns - 1); j++) {
        around.add(i * columns + j);
      }
    }
    return around;
  }
}
