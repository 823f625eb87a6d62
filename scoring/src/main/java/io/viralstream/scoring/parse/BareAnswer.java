package io.viralstream.scoring.parse;

import java.util.List;
import java.util.regex.Pattern;

/// An answer without what only wraps it: emphasis, quotes, brackets, `\boxed{…}`, and the words
/// that announce it.
///
/// "**Yes**", "Answer: yes", "[Yes]", "The answer is \boxed{Yes}." and "Yes" are all "yes".
/// Brackets go only where they hold the whole answer: "(a) or (b)" stays.
public final class BareAnswer {
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "^(?:the |my )?(?:final |correct |best |right )?(?:answer|option|choice)"
              + "(?:\\s+is\\s*:?|\\s*:)\\s*");

  /// Emphasis stands anywhere: "**B**. a blue dot".
  private static final List<String> EMPHASIS = List.of("**", "__", "`");

  private record Wrap(String open, String close) {}

  private static final List<Wrap> WRAPS =
      List.of(
          new Wrap("\\boxed{", "}"),
          new Wrap("\\text{", "}"),
          new Wrap("(", ")"),
          new Wrap("[", "]"),
          new Wrap("{", "}"),
          new Wrap("\"", "\""),
          new Wrap("'", "'"),
          new Wrap("“", "”"),
          new Wrap("*", "*"),
          new Wrap("_", "_"),
          new Wrap("$", "$"));

  /// More wraps than anybody puts around an answer.
  private static final int MOST = 8;

  private BareAnswer() {}

  /// As `PlainText`, and without its wraps.
  public static String of(String text) {
    String bare = PlainText.of(text);
    for (String mark : EMPHASIS) bare = bare.replace(mark, "");
    for (int i = 0; i < MOST; i++) {
      String before = bare;
      bare = PlainText.of(unwrapped(ANNOUNCED.matcher(before).replaceFirst("")));
      if (bare.equals(before)) return bare;
    }
    return bare;
  }

  private static String unwrapped(String text) {
    for (Wrap wrap : WRAPS) {
      if (text.length() >= wrap.open.length() + wrap.close.length()
          && text.startsWith(wrap.open)
          && text.endsWith(wrap.close)) {
        String inner = text.substring(wrap.open.length(), text.length() - wrap.close.length());
        if (!inner.contains(wrap.close)) return inner;
        if (wrap.open.startsWith("\\") && balanced(inner)) return inner;
      }
    }
    return text;
  }

  /// `\text{b}` inside of `\boxed{…}`.
  private static boolean balanced(String inner) {
    int open = 0;
    for (char c : inner.toCharArray()) {
      open += c == '{' ? 1 : 0;
      open -= c == '}' ? 1 : 0;
      if (open < 0) return false;
    }
    return open == 0;
  }
}
