package io.viralstream.metrics.measures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Holm's step-down adjustment of several p-values (S. Holm, Scandinavian Journal of Statistics 6
/// (1979) 65–70).
///
/// Where each hypothesis with an adjusted value of at most α is rejected, a true one is rejected
/// with probability α at most, however they depend on each other. Of .01, .04 and .03 the smallest
/// counts three times and the next twice: .03, .06, .06.
public final class Holm {
  private Holm() {}

  /// The adjusted values, in the order given.
  ///
  /// @param values 0 to 1
  public static List<Double> adjusted(List<Double> values) {
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted((a, b) -> Double.compare(values.get(a), values.get(b)))
            .toList();
    var adjusted = new ArrayList<>(Collections.nCopies(values.size(), 1.0));
    double least = 0;
    for (int place = 0; place < order.size(); place++) {
      double value = values.get(order.get(place));
      if (!(value >= 0 && value <= 1))
        throw new IllegalArgumentException("p=" + value + ", expected 0 to 1");
      least = Math.max(least, Math.min(1, (order.size() - place) * value));
      adjusted.set(order.get(place), least);
    }
    return List.copyOf(adjusted);
  }
}
