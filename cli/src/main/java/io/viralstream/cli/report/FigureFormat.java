package io.viralstream.cli.report;

import io.viralstream.cli.client.EvaluationResult.Figure;
import io.viralstream.cli.client.EvaluationResult.Interval;
import java.util.Locale;
import java.util.Optional;

/// How figures are printed: shares with three digits, intervals in brackets, a dash for none.
public final class FigureFormat {
  static final String NONE = "–";

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

  /// `4,522`.
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// `+.011`, `-.003`; a difference that rounds to 0 has the sign that it has.
  static String signed(double value) {
    return (value < 0 ? "-" : "+") + share(Math.abs(value));
  }

  /// `[-.003, +.019]`.
  static String signed(Interval interval) {
    return "[" + signed(interval.low()) + ", " + signed(interval.high()) + "]";
  }

  /// `.009`; below .0005 `<.001`, as no p-value is 0.
  static String probability(double value) {
    return value < .0005 ? "<.001" : share(value);
  }
}
