package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.SymmetricMatrix;
import io.viralstream.models.tensor.SymmetricMatrix.Eigen;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Arrays;

/// Three axes along which the tokens of a picture differ most, and the picture that they paint: one
/// colour a component (the paper's PCA pictures, docs/analyses.md §6).
///
/// @param mean of the tokens that they were found with, `[D]`
/// @param directions of length 1, or of zeros where the tokens differ in fewer ways; each has the
///   sign that makes its largest element positive; `[3, D]` row-major
public record PrincipalComponents(double[] mean, double[] directions) {
  /// The components that are shown: red, green, blue.
  public static final int COUNT = 3;

  private static final double NO_VARIANCE = 1e-12; // of the largest
  private static final double EPSILON = 1e-6;

  /// @param tokens `[N, D]`
  public static PrincipalComponents of(Tensor tokens) {
    Tensor x = tokens.to(Kind.F64);
    Tensor mean = x.mean(0); // [D]
    Tensor centred = x.sub(mean); // [N, D]
    return new PrincipalComponents(mean.doubles(), directions(centred));
  }

  /// Of the smaller of the two matrices with the same eigenvalues.
  private static double[] directions(Tensor centred) {
    int n = Math.toIntExact(centred.size(0));
    int d = Math.toIntExact(centred.size(1));
    boolean byTokens = n < d;
    Tensor other = centred.transpose(0, 1);
    Tensor gram = byTokens ? centred.matmul(other) : other.matmul(centred);
    Eigen eigen = new SymmetricMatrix(gram).eigen();
    double[] values = eigen.values().doubles();
    double[] directions = new double[COUNT * d];
    for (int i = 0; i < Math.min(COUNT, values.length); i++) {
      int at = values.length - 1 - i;
      if (values[at] <= NO_VARIANCE * values[values.length - 1]) break;
      Tensor vector = eigen.vectors().narrow(1, at, 1); // [N, 1] or [D, 1]
      double[] direction =
          byTokens
              ? other.matmul(vector).mul(1 / Math.sqrt(values[at])).doubles()
              : vector.doubles();
      put(signed(direction), directions, i * d);
    }
    return directions;
  }

  private static double[] signed(double[] direction) {
    double largest = 0;
    for (double each : direction) if (Math.abs(each) > Math.abs(largest)) largest = each;
    double sign = Math.signum(largest);
    return Arrays.stream(direction).map(each -> each * sign).toArray();
  }

  private static void put(double[] part, double[] all, int at) {
    System.arraycopy(part, 0, all, at, part.length);
  }

  /// Red, green and blue of each token, `[N, 3]` row-major, between 0 and 1: .5 (tanh((x − median)
  /// / (IQR + 1e-6)) + 1), component by component.
  ///
  /// @param tokens `[N, D]`, which may be those of another model of the same width
  public double[] colours(Torch torch, Tensor tokens) {
    Tensor along = torch.of(directions, COUNT, mean.length).transpose(0, 1); // [D, 3]
    Tensor centred = tokens.to(Kind.F64).sub(torch.of(mean, mean.length));
    double[] scores = centred.matmul(along).doubles(); // [N, 3]
    double[] colours = new double[scores.length];
    for (int component = 0; component < COUNT; component++) paint(scores, colours, component);
    return colours;
  }

  private static void paint(double[] scores, double[] colours, int component) {
    double[] sorted = new double[scores.length / COUNT];
    for (int i = 0; i < sorted.length; i++) sorted[i] = scores[i * COUNT + component];
    Arrays.sort(sorted);
    double median = quantile(sorted, .5);
    double range = quantile(sorted, .75) - quantile(sorted, .25);
    for (int i = 0; i < sorted.length; i++) {
      double standing = (scores[i * COUNT + component] - median) / (range + EPSILON);
      colours[i * COUNT + component] = .5 * (Math.tanh(standing) + 1);
    }
  }

  /// Linear between two values.
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrincipalComponents axes
        && Arrays.equals(mean, axes.mean)
        && Arrays.equals(directions, axes.directions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(directions);
  }
}
