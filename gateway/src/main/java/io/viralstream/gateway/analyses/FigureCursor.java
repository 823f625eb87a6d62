package io.viralstream.gateway.analyses;

import io.viralstream.metrics.read.AnalysisRows.FigureKey;
import io.viralstream.metrics.read.AnalysisRows.FigurePlace;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a page ended, as text: `entropy/3/1`, or `margin/-/-` of no layer and no head, and the
/// item behind a slash where a page is of items.
final class FigureCursor {
  private static final String KEY = "([A-Za-z0-9._-]{1,64})/(-|[0-9]{1,5})/(-|[0-9]{1,5})";

  static final Pattern OF_MEASURES = Pattern.compile(KEY);
  static final Pattern OF_ITEMS = Pattern.compile(KEY + "/(.{1,300})", Pattern.DOTALL);

  private static final String NONE = "-";

  private FigureCursor() {}

  static String of(FigureKey key) {
    return key.measure() + "/" + written(key.layer()) + "/" + written(key.head());
  }

  static String of(FigurePlace place) {
    return of(place.key()) + "/" + place.item();
  }

  /// @param text that matches `OF_MEASURES`
  static FigureKey key(String text) {
    return key(matched(OF_MEASURES, text));
  }

  /// @param text that matches `OF_ITEMS`
  static FigurePlace place(String text) {
    MatchResult match = matched(OF_ITEMS, text);
    return new FigurePlace(match.group(4), key(match));
  }

  private static MatchResult matched(Pattern pattern, String text) {
    Matcher match = pattern.matcher(text);
    if (!match.matches())
      throw new IllegalArgumentException("cursor=" + text + ", expected " + pattern.pattern());
    return match.toMatchResult();
  }

  private static FigureKey key(MatchResult match) {
    return new FigureKey(match.group(1), read(match.group(2)), read(match.group(3)));
  }

  private static String written(OptionalInt number) {
    return number.isEmpty() ? NONE : Integer.toString(number.getAsInt());
  }

  private static OptionalInt read(String text) {
    return text.equals(NONE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
  }
}
