package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.SymmetricMatrix;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.Optional;

/// What can be read off features linearly: a ridge regression in closed form, (ZᵀZ + αI) W = Zᵀ(Y −
/// mean Y), where Z is X with mean 0 and deviation 1 in each column (docs/analyses.md §4).
///
/// It keeps sums alone, whatever the number of rows: D² numbers in F64, of inputs less the mean of
/// the first that came, so that large means cost no digits.
public final class RidgeProbe implements AutoCloseable {
  /// α.
  public static final double RIDGE = 1;

  private static final double NO_DEVIATION = 1e-9; // of the column's mean, or of 1

  private final Torch torch;
  private long rows;
  private Tensor origin; // what is taken off x, [1, D]
  private Tensor inputs; // Σ x, [1, D]
  private Tensor outputs; // Σ y, [1, O]
  private Tensor products; // Σ xᵀx, [D, D]
  private Tensor answers; // Σ xᵀy, [D, O]
  private Optional<Solution> solved = Optional.empty();

  /// @param width D
  /// @param targets O
  public RidgeProbe(Torch torch, int width, int targets) {
    this.torch = torch;
    try (Scope scope = torch.inference()) {
      origin = scope.keep(torch.zeros(Kind.F64, 1, width));
      inputs = scope.keep(torch.zeros(Kind.F64, 1, width));
      outputs = scope.keep(torch.zeros(Kind.F64, 1, targets));
      products = scope.keep(torch.zeros(Kind.F64, width, width));
      answers = scope.keep(torch.zeros(Kind.F64, width, targets));
    }
  }

  /// Bytes that one takes.
  public static long bytes(int width, int targets) {
    return 8L * (width + 1) * (width + targets);
  }

  /// @param x `[n, D]`
  /// @param y F64 `[n, O]`
  public void add(Tensor x, Tensor y) {
    forget();
    try (Scope scope = torch.inference()) {
      if (rows == 0) origin = more(scope, origin, x.to(Kind.F64).mean(0).reshape(1, -1));
      Tensor wide = x.to(Kind.F64).sub(origin);
      Tensor across = wide.transpose(0, 1); // [D, n]
      rows += x.size(0);
      inputs = more(scope, inputs, wide.sum(0).reshape(1, -1));
      outputs = more(scope, outputs, y.sum(0).reshape(1, -1));
      products = more(scope, products, across.matmul(wide));
      answers = more(scope, answers, across.matmul(y));
    }
  }

  private static Tensor more(Scope scope, Tensor sum, Tensor summand) {
    Tensor next = scope.keep(sum.add(summand));
    sum.close();
    return next;
  }

  /// The regression on all rows so far, computed once for them and kept with this.
  ///
  /// @throws IllegalStateException before any row
  public Solution solution() {
    if (rows == 0) throw new IllegalStateException("a probe without rows");
    if (solved.isPresent()) return solved.get();
    try (Scope scope = torch.inference()) {
      Solution fresh = solve();
      fresh.each().forEach(scope::keep);
      solved = Optional.of(fresh);
      return fresh;
    }
  }

  private Solution solve() {
    Tensor mean = inputs.mul(1.0 / rows); // [1, D]
    Tensor meant = outputs.mul(1.0 / rows); // [1, O]
    Tensor spread = products.sub(mean.transpose(0, 1).matmul(inputs)); // [D, D]
    double[] deviations = deviations(spread, mean.add(origin).doubles());
    int d = deviations.length;
    Tensor deviation = torch.of(deviations, 1, d);
    Tensor scale = deviation.transpose(0, 1).matmul(deviation); // [D, D]
    Tensor system = spread.div(scale).add(identity(d).mul(RIDGE));
    Tensor right = answers.sub(mean.transpose(0, 1).matmul(outputs)).div(deviation.transpose(0, 1));
    return new Solution(
        mean.add(origin), deviation, new SymmetricMatrix(system).solve(right), meant);
  }

  private double[] deviations(Tensor spread, double[] mean) {
    int d = mean.length;
    double[] all = spread.doubles();
    double[] deviations = new double[d];
    for (int i = 0; i < d; i++) {
      double deviation = Math.sqrt(Math.max(all[i * d + i], 0) / rows);
      boolean constant = deviation <= NO_DEVIATION * Math.max(Math.abs(mean[i]), 1);
      deviations[i] = constant ? 1 : deviation;
    }
    return deviations;
  }

  private Tensor identity(int d) {
    double[] ones = new double[d * d];
    for (int i = 0; i < d; i++) ones[i * d + i] = 1;
    return torch.of(ones, d, d);
  }

  /// What was learnt.
  ///
  /// @param mean of the inputs `[1, D]`
  /// @param deviation of the inputs `[1, D]`, 1 where they are constant
  /// @param weights W `[D, O]`
  /// @param bias the mean of the targets `[1, O]`
  public record Solution(Tensor mean, Tensor deviation, Tensor weights, Tensor bias) {
    List<Tensor> each() {
      return List.of(mean, deviation, weights, bias);
    }

    /// ŷ of x `[n, D]`: F64 `[n, O]`.
    public Tensor predict(Tensor x) {
      return x.to(Kind.F64).sub(mean).div(deviation).matmul(weights).add(bias);
    }
  }

  /// The place of the largest of some numbers, counted from their first; of equal ones the first.
  ///
  /// @param end behind the last of them
  public static int best(double[] scores, int start, int end) {
    int best = start;
    for (int i = start + 1; i < end; i++) if (scores[i] > scores[best]) best = i;
    return best - start;
  }

  @Override
  public void close() {
    origin.close();
    inputs.close();
    outputs.close();
    products.close();
    answers.close();
    forget();
  }

  private void forget() {
    solved.ifPresent(known -> known.each().forEach(Tensor::close));
    solved = Optional.empty();
  }
}
