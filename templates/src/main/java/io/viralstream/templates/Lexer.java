package io.viralstream.templates;

import io.viralstream.templates.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a template into words, with the blanks gone that Hugging Face's settings drop.
///
/// Those are `trim_blocks`, the line end behind `%}`, and `lstrip_blocks`, the blanks before a `{%`
/// that begins its line. A sign at the brace says otherwise: `-` drops all blanks there, `+` none.
final class Lexer {
  private static final Set<String> LONG_OPERATORS = Set.of("==", "!=", "<=", ">=", "//", "**");
  private static final String OPERATORS = "+-*/%~<>=.:|,()[]{}";

  private static final Pattern NUMBER =
      Pattern.compile("[0-9][0-9_]*+(\\.[0-9]++)?([eE][-+]?[0-9]++)?");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;

  /// Whether a line begins here, as far as what was read last can tell.
  private boolean lineBegins = true;

  private Lexer(String source) {
    String even = source.replace("\r\n", "\n").replace('\r', '\n');
    this.source = even.endsWith("\n") ? even.substring(0, even.length() - 1) : even;
  }

  static List<Token> tokens(String source) {
    Lexer lexer = new Lexer(source);
    lexer.read();
    return lexer.tokens;
  }

  private void read() {
    while (at < source.length()) {
      int tag = nextTag();
      char kind = tag < source.length() ? source.charAt(tag + 1) : 0;
      addData(tag, kind);
      switch (kind) {
        case '#' -> skipComment();
        case '%' -> readBlock();
        case '{' -> readTag(Kind.OUTPUT_BEGIN, Kind.OUTPUT_END, "}}");
        default -> {}
      }
    }
    tokens.add(new Token(Kind.END, "", line));
  }

  private int nextTag() {
    for (int i = at; i + 1 < source.length(); i++) {
      if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) return i;
    }
    return source.length();
  }

  /// The text up to a tag, which is then entered.
  private void addData(int tag, char kind) {
    String data = source.substring(at, tag);
    String kept = data;
    char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : 0;
    boolean signed = sign == '-' || sign == '+';
    if (kind != 0 && sign == '-') kept = Letters.strip(data, Letters::isBlank, false, true);
    if (kind != 0 && kind != '{' && !signed) kept = withoutIndent(data);
    if (!kept.isEmpty()) tokens.add(new Token(Kind.DATA, kept, line));
    count(data);
    at = Math.min(source.length(), tag + (signed ? 3 : 2));
  }

  private String withoutIndent(String data) {
    int begin = data.lastIndexOf('\n') + 1;
    boolean ownLine = (begin > 0 || lineBegins) && data.substring(begin).isBlank();
    return ownLine ? data.substring(0, begin) : data;
  }

  private void skipComment() {
    int end = source.indexOf("#}", at);
    if (end < 0) throw rejected("a comment has no end");
    char sign = end > at ? source.charAt(end - 1) : 0;
    count(source.substring(at, end));
    at = end + 2;
    leaveTag(sign, true);
  }

  private void readBlock() {
    int body = at;
    while (body < source.length() && Letters.isBlank(source.charAt(body))) body++;
    if (source.startsWith("raw", body) && source.substring(body + 3).matches("(?s)\\s*[-+]?%}.*")) {
      readRaw(body + 3);
      return;
    }
    readTag(Kind.BLOCK_BEGIN, Kind.BLOCK_END, "%}");
  }

  /// What stands between `{% raw %}` and `{% endraw %}` is text, whatever it looks like.
  private void readRaw(int behindName) {
    at = source.indexOf("%}", behindName) + 2;
    leaveTag(source.charAt(at - 3), false);
    int name = source.indexOf("endraw", at);
    int begin = name < 0 ? -1 : source.lastIndexOf("{%", name);
    int end = name < 0 ? -1 : source.indexOf("%}", name);
    if (begin < at || end < 0) throw rejected("raw has no end");
    addData(begin, '%');
    at = end + 2;
    leaveTag(source.charAt(end - 1), true);
  }

  private void readTag(Kind begin, Kind finish, String close) {
    tokens.add(new Token(begin, "", line));
    int depth = 0;
    while (true) {
      skipBlanks();
      if (at >= source.length()) throw rejected("a tag has no end");
      char sign = source.charAt(at);
      boolean signed = (sign == '-' || sign == '+') && source.startsWith(close, at + 1);
      if (depth == 0 && (signed || source.startsWith(close, at))) {
        at += signed ? 3 : 2;
        tokens.add(new Token(finish, "", line));
        leaveTag(signed ? sign : 0, close.equals("%}"));
        return;
      }
      depth += readWord();
    }
  }

  /// Drops what the end of a tag drops.
  private void leaveTag(char sign, boolean trims) {
    int from = at;
    if (sign == '-') {
      while (at < source.length() && Letters.isBlank(source.charAt(at))) at++;
    } else if (sign != '+' && trims && source.startsWith("\n", at)) {
      at++;
    }
    String dropped = source.substring(from, at);
    count(dropped);
    lineBegins = dropped.endsWith("\n");
  }

  private void skipBlanks() {
    while (at < source.length() && Letters.isBlank(source.charAt(at))) {
      if (source.charAt(at++) == '\n') line++;
    }
  }

  /// One word of an expression; how many brackets it opens, or −1 where it closes one.
  private int readWord() {
    char first = source.charAt(at);
    if (first == '\'' || first == '"') {
      tokens.add(new Token(Kind.STRING, quoted(first), line));
      return 0;
    }
    if (isDigit(first)) {
      readNumber();
      return 0;
    }
    if (Character.isJavaIdentifierStart(first) && first != '$') {
      int from = at;
      while (at < source.length() && Character.isJavaIdentifierPart(source.charAt(at))) at++;
      tokens.add(new Token(Kind.NAME, source.substring(from, at), line));
      return 0;
    }
    return readOperator(first);
  }

  private int readOperator(char first) {
    int length = 1;
    if (at + 2 <= source.length() && LONG_OPERATORS.contains(source.substring(at, at + 2))) {
      length = 2;
    }
    if (OPERATORS.indexOf(first) < 0 && length == 1) throw rejected("letter " + first);
    tokens.add(new Token(Kind.OPERATOR, source.substring(at, at + length), line));
    at += length;
    return switch (first) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }

  private void readNumber() {
    Matcher number = NUMBER.matcher(source).region(at, source.length());
    if (!number.lookingAt()) throw rejected("not a number");
    at = number.end();
    String digits = number.group().replace("_", "");
    if (digits.length() > 18) throw rejected("number of " + digits.length() + " digits");
    boolean whole = number.group(1) == null && number.group(2) == null;
    tokens.add(new Token(whole ? Kind.INTEGER : Kind.FLOAT, digits, line));
  }

  private String quoted(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    while (at < source.length() && source.charAt(at) != quote) {
      char letter = source.charAt(at++);
      if (letter == '\n') line++;
      text.append(letter == '\\' && at < source.length() ? escaped(source.charAt(at++)) : letter);
    }
    if (at >= source.length()) throw rejected("a string has no end");
    at++;
    return text.toString();
  }

  private String escaped(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '\\', '\'', '"' -> String.valueOf(letter);
      case 'x' -> code(2);
      case 'u' -> code(4);
      default -> "\\" + letter;
    };
  }

  private String code(int digits) {
    try {
      String hex = source.substring(at, at + digits);
      at += digits;
      return String.valueOf((char) Integer.parseInt(hex, 16));
    } catch (IndexOutOfBoundsException | NumberFormatException bad) {
      throw rejected("an escape is cut off");
    }
  }

  private void count(String text) {
    line += (int) text.chars().filter(letter -> letter == '\n').count();
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private TemplateRejected rejected(String problem) {
    return new TemplateRejected("line " + line + ": " + problem);
  }
}
