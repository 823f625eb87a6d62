package io.viralstream.scoring.parse;

import java.util.Locale;

/// Text as most rules compare it: in lower case, without outer blanks and without punctuation at
/// its end.
///
/// " A red Circle. " reads "a red circle"; "(C)" stays "(c)"; "12.5" stays "12.5".
public final class PlainText {
  private static final String END = " \t\n\u000B\f\r.,!?;:";

  private PlainText() {}

  public static String of(String text) {
    String lower = lower(text);
    int end = lower.length();
    while (end > 0 && END.indexOf(lower.charAt(end - 1)) >= 0) end--;
    return lower.substring(0, end);
  }

  /// Lower case without outer blanks, and nothing more.
  public static String lower(String text) {
    return lowerCase(text).strip();
  }

  static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
