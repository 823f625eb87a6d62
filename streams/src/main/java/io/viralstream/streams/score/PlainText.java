package io.viralstream.streams.score;

import java.util.Locale;
import java.util.regex.Pattern;

/// Text as most rules compare it: in lower case, without outer blanks and without punctuation at
/// its end.
///
/// " A red Circle. " reads "a red circle"; "(C)" stays "(c)"; "12.5" stays "12.5".
final class PlainText {
  private static final Pattern END = Pattern.compile("[\\s.,!?;:]+$");

  private PlainText() {}

  static String of(String text) {
    return END.matcher(lower(text)).replaceFirst("");
  }

  /// Lower case without outer blanks, and nothing more.
  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT).strip();
  }
}
