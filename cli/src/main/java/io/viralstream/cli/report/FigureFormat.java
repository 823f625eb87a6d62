package io.viralstream.cli.report;

import io.viralstream.cli.client.EvaluationResult.Figure;
import io.viralstream.cli.client.EvaluationResult.Interval;
import java.util.Locale;
import java.util.Optional;

/// How figures are printed: shares with three digits, intervals in brackets, a dash for none.
public final class FigureFormat {
  private static final String NONE = "–";

  private FigureFormat() {}

  /// `.708`, or `1.000`.
  public static String share(double value) {
    var text = String.format(Locale.ROOT, "%.3f", value);
    return text.startsWith("0.") ? text.substring(1) : text;
  }

  public static String value(Optional<Figure> figure) {
    return figure.map(found -> share(found.value())).orElse(NONE);
  }

  /// `[.690, .725]`.
  public static String interval(Optional<Figure> figure) {
    return figure.flatMap(Figure::interval).map(FigureFormat::interval).orElse("");
  }

  private static String interval(Interval interval) {
    return interval(interval.low(), interval.high());
  }

  /// `[.690, .725]`.
  public static String interval(double low, double high) {
    return "[" + share(low) + ", " + share(high) + "]";
  }
}
