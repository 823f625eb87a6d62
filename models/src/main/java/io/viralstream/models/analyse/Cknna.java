package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;

/// Alignment of two representations of the same tokens: centred kernel nearest-neighbour alignment
/// (Huh et al., 2024; docs/analyses.md §1).
///
/// K and L are the inner products between tokens, whose features have length 1. Each token keeps
/// its k nearest others; a pair counts where it is kept in K and in L. On what is left, s is the
/// unbiased HSIC of Song et al. (2012), and CKNNA = s(K, L) / (√(s(K, K) s(L, L)) + 1e-6), where
/// s(K, K) keeps the neighbours of K alone. It may be negative.
final class Cknna {
  /// The paper's k.
  static final int NEIGHBOURS = 10;

  private static final int FEWEST = 4; // of the unbiased estimate
  private static final double EPSILON = 1e-6;

  private Cknna() {}

  /// One of the two sides, which may be compared with several others.
  ///
  /// @param kept `[N, N]`: whether the column is among the k nearest of the row
  /// @param self s(K, K)
  /// @param neighbours k
  record Side(TokenProducts products, boolean[] kept, double self, int neighbours) {
    /// @param features `[N, D]` of any lengths
    static Side of(Tensor features, int neighbours) {
      return of(TokenProducts.normalized(features), neighbours);
    }

    static Side of(TokenProducts products, int neighbours) {
      boolean[] kept = nearest(products, neighbours);
      return new Side(products, kept, dependence(products, products, kept), neighbours);
    }

    int tokens() {
      return products.tokens();
    }
  }

  /// @return undefined where there are too few tokens, or where s(K, K) s(L, L) is negative
  /// @throws IllegalArgumentException where both are not of equally many tokens and neighbours
  static Figure of(Side first, Side second) {
    int n = first.tokens();
    if (n != second.tokens() || first.neighbours() != second.neighbours()) {
      throw new IllegalArgumentException(
          "tokens " + n + " and " + second.tokens() + ", expected equally many");
    }
    int fewest = Math.max(FEWEST, first.neighbours() + 1);
    if (n < fewest) return new Figure.Undefined("fewer than " + fewest + " tokens in the picture");
    if (!first.products().areFinite() || !second.products().areFinite()) {
      return new Figure.Undefined("features that are not finite");
    }
    double self = first.self() * second.self();
    if (self < 0) return new Figure.Undefined("s(K, K) s(L, L) is negative");
    boolean[] both = new boolean[n * n];
    for (int i = 0; i < both.length; i++) both[i] = first.kept()[i] && second.kept()[i];
    double mutual = dependence(first.products(), second.products(), both);
    return new Figure.Known(mutual / (Math.sqrt(self) + EPSILON));
  }

  private static boolean[] nearest(TokenProducts products, int neighbours) {
    int n = products.tokens();
    boolean[] kept = new boolean[n * n];
    int[] best = new int[Math.min(neighbours, Math.max(n - 1, 0))];
    for (int row = 0; row < n; row++) {
      int found = 0;
      for (int column = 0; column < n; column++) {
        if (column != row) found = insert(best, found, row, column, products);
      }
      for (int i = 0; i < found; i++) kept[row * n + best[i]] = true;
    }
    return kept;
  }

  /// Puts a column in its place among the best so far, behind equal ones; gives how many there are.
  private static int insert(int[] best, int found, int row, int column, TokenProducts products) {
    int place = found;
    while (place > 0 && products.at(row, column) > products.at(row, best[place - 1])) place--;
    if (place == best.length) return found;
    int kept = Math.min(found, best.length - 1);
    System.arraycopy(best, place, best, place + 1, kept - place);
    best[place] = column;
    return kept + 1;
  }

  /// The unbiased HSIC of K and L with the pairs alone that are kept, which leave out the
  /// diagonals.
  ///
  /// (Σ K∘Lᵀ + Σ K Σ L / ((n−1)(n−2)) − 2/(n−2) Σ K L) / (n (n−3))
  private static double dependence(TokenProducts k, TokenProducts l, boolean[] kept) {
    int n = k.tokens();
    double[] columns = new double[n]; // sums of K
    double[] rows = new double[n]; // sums of L
    double products = 0;
    double chained = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (!kept[i * n + j]) continue;
        columns[j] += k.at(i, j);
        rows[i] += l.at(i, j);
        if (kept[j * n + i]) products += k.at(i, j) * l.at(j, i);
      }
    }
    for (int i = 0; i < n; i++) chained += columns[i] * rows[i];
    double sums = Arrays.stream(columns).sum() * Arrays.stream(rows).sum();
    double centred = products + sums / ((n - 1.0) * (n - 2.0)) - 2 / (n - 2.0) * chained;
    return centred / (n * (n - 3.0));
  }
}
