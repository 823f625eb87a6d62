package io.viralstream.gateway.results;

import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.read.EvaluationResult.Category;
import io.viralstream.metrics.read.EvaluationResult.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Figures as nested JSON objects, variant over category over measure, in the reader's order.
///
/// A measure that would divide by 0 is left out: there is no figure to show.
final class FigureTable {
  private FigureTable() {}

  static <T> Map<String, Map<String, Map<String, T>>> of(
      List<Variant> variants, Function<Measured, Optional<T>> figure) {
    var table = new LinkedHashMap<String, Map<String, Map<String, T>>>();
    for (Variant variant : variants) table.put(variant.name(), categories(variant, figure));
    return table;
  }

  static Optional<Double> value(Measured measured) {
    return measured.value().isPresent()
        ? Optional.of(measured.value().getAsDouble())
        : Optional.empty();
  }

  static Optional<List<Double>> interval(Measured measured) {
    return measured.interval().map(interval -> List.of(interval.low(), interval.high()));
  }

  private static <T> Map<String, Map<String, T>> categories(
      Variant variant, Function<Measured, Optional<T>> figure) {
    var categories = new LinkedHashMap<String, Map<String, T>>();
    for (Category category : variant.categories())
      categories.put(category.name(), measures(category, figure));
    return categories;
  }

  private static <T> Map<String, T> measures(
      Category category, Function<Measured, Optional<T>> figure) {
    var measures = new LinkedHashMap<String, T>();
    for (Measured measured : category.measures())
      figure.apply(measured).ifPresent(shown -> measures.put(measured.name(), shown));
    return measures;
  }
}
