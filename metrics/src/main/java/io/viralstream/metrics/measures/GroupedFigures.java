package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.Formula;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Figures of rules that count groups, each with its 95 % interval.
///
/// A share of units (items, pairs, sets, pictures) has Wilson's interval at the effective size n /
/// deff; a sum, a mean or another ratio the percentile interval of clusters drawn again, 2,000
/// times under a fixed seed. Where all draws agree they say nothing about other clusters: then it
/// is Wilson's with each cluster for one observation, in parts of the largest value that the figure
/// can have. A count has no interval.
public final class GroupedFigures {
  private final ClusterKinds clusters;
  private int[][] drawn = {};

  private GroupedFigures(ClusterKinds clusters) {
    this.clusters = clusters;
  }

  /// One figure at its place.
  public record Placed(String category, Measured measured) {}

  /// @param clusters no picture and no group of items lies in two of them
  public static List<Placed> of(List<Term> terms, List<List<ScoredItem>> clusters) {
    return new GroupedFigures(ClusterKinds.of(terms, clusters)).placed(terms);
  }

  private List<Placed> placed(List<Term> terms) {
    long[] sum = clusters.sum();
    var placed = new ArrayList<Placed>();
    for (Term term : terms) {
      OptionalDouble value = clusters.value(term.formula(), sum);
      Optional<Interval> interval =
          value.isPresent()
              ? interval(term.formula(), value.getAsDouble(), sum)
              : Optional.<Interval>empty();
      placed.add(new Placed(term.category(), new Measured(term.measure(), value, interval)));
    }
    return placed;
  }

  private Optional<Interval> interval(Formula formula, double value, long[] sum) {
    return switch (formula) {
      case Formula.Share share -> Optional.of(Wilson.at95(value, size(share, sum)));
      case Formula.Total total -> Optional.empty();
      case Formula.Quotient quotient -> bootstrap(formula);
      case Formula.Sum parts -> bootstrap(formula);
      // A mean of one part is left out where that has no value; else it is that part.
      case Formula.Mean(var parts) ->
          parts.size() == 1 ? interval(parts.getFirst(), value, sum) : bootstrap(formula);
    };
  }

  /// The number of units, less for those that share a cluster.
  private double size(Formula.Share share, long[] sum) {
    int above = clusters.place(share.above());
    int below = clusters.place(share.below());
    double units = sum[below];
    double[] numerators = column(above);
    double[] denominators = column(below);
    return units / DesignEffect.of(numerators, denominators, clusters.times());
  }

  private double[] column(int place) {
    return Arrays.stream(clusters.kinds()).mapToDouble(kind -> kind[place]).toArray();
  }

  private Optional<Interval> bootstrap(Formula formula) {
    Draws values =
        Draws.of(
            Arrays.stream(draws())
                .map(draw -> clusters.value(formula, clusters.sum(draw)))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble));
    if (values.isEmpty()) return Optional.empty();
    if (!values.isConstant()) return Optional.of(values.interval());
    Interval share = Wilson.at95(values.smallest() / formula.most(), clusters.clusters());
    return Optional.of(new Interval(formula.most() * share.low(), formula.most() * share.high()));
  }

  /// The same draws for all figures.
  private int[][] draws() {
    if (drawn.length == 0) drawn = clusters.draws(ClusterBootstrap.DRAWS);
    return drawn;
  }
}
