package io.viralstream.models.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The special tokens of a tokenizer, by name and in our own texts.
final class SpecialTokens {
  private final Map<String, AddedToken> tokens;
  private final Set<Integer> ids = new HashSet<>();
  private final Set<Integer> forbidden;
  private final Pattern any;

  private SpecialTokens(Map<String, AddedToken> tokens, Set<Integer> unknown) {
    this.tokens = tokens;
    tokens.values().forEach(token -> ids.add(token.id()));
    forbidden = new HashSet<>(ids);
    forbidden.removeAll(unknown);
    // Longer names first, so that a name is not found inside another.
    String names =
        tokens.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    any = Pattern.compile(names.isEmpty() ? "(?!)" : names);
  }

  static SpecialTokens of(Vocabulary vocabulary) {
    Map<String, AddedToken> specials = new LinkedHashMap<>();
    for (AddedToken token : vocabulary.added().values()) {
      if (token.special()) specials.put(token.content(), token);
    }
    return new SpecialTokens(specials, vocabulary.unknown());
  }

  int id(String name) {
    return token(name).id();
  }

  private AddedToken token(String name) {
    AddedToken token = tokens.get(name);
    if (token == null) {
      throw new TextRejected("special token " + name + ": the tokenizer has " + tokens.keySet());
    }
    return token;
  }

  boolean knows(String name) {
    return tokens.containsKey(name);
  }

  Optional<String> name(int id) {
    return tokens.values().stream()
        .filter(token -> token.id() == id)
        .map(AddedToken::content)
        .findFirst();
  }

  boolean contains(int id) {
    return ids.contains(id);
  }

  /// Whether an id must not come out of people's text; the token for unknown letters may.
  boolean forbids(int id) {
    return forbidden.contains(id);
  }

  Set<String> names() {
    return tokens.keySet();
  }

  /// Letters and special tokens of a text in their order, with the blanks gone that a token
  /// swallows.
  List<Piece> cut(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher found = any.matcher(text);
    int from = 0;
    while (found.find()) {
      AddedToken token = token(found.group());
      String before = text.substring(Math.min(from, found.start()), found.start());
      pieces.add(Piece.letters(token.swallowsBefore() ? withoutLastBlanks(before) : before));
      pieces.add(Piece.special(token.content()));
      from = found.end();
      while (token.swallowsBehind() && from < text.length() && isBlank(text, from)) from++;
    }
    pieces.add(Piece.letters(text.substring(Math.min(from, text.length()))));
    return pieces;
  }

  private static String withoutLastBlanks(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text, end - 1)) end--;
    return text.substring(0, end);
  }

  /// Unicode's white space, of which Java's knows no blank that breaks no line.
  private static boolean isBlank(String text, int at) {
    char letter = text.charAt(at);
    return Character.isSpaceChar(letter)
        || (letter >= '\t' && letter <= '\r')
        || letter == '\u0085';
  }
}
