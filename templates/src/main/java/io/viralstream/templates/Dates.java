package io.viralstream.templates;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// Dates as C's strftime writes them, in English.
final class Dates {
  private static final Map<Character, String> PATTERNS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('B', "MMMM"),
          Map.entry('b', "MMM"),
          Map.entry('A', "EEEE"),
          Map.entry('a', "EEE"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('T', "HH:mm:ss"));
  private static final int LONGEST = 256;

  private Dates() {}

  static String shown(String format, LocalDateTime time) {
    if (format.length() > LONGEST) throw new TemplateRejected("date format is too long");
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      boolean code = format.charAt(i) == '%' && i + 1 < format.length();
      shown.append(code ? part(format.charAt(++i), time) : String.valueOf(format.charAt(i)));
    }
    return shown.toString();
  }

  private static String part(char code, LocalDateTime time) {
    if (code == '%') return "%";
    String pattern = PATTERNS.get(code);
    if (pattern == null) throw new TemplateRejected("date format %" + code + " is not served");
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
  }
}
