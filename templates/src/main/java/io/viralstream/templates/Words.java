package io.viralstream.templates;

import io.viralstream.templates.Token.Kind;
import java.util.List;

/// The words of a template while they are read, and how deeply its parts nest.
final class Words {
  private static final int DEEPEST = 48;

  /// Links in one chain such as `a + b + …`, which become as many levels of evaluation.
  static final int LONGEST_CHAIN = 128;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Words(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peekBehind() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (at < tokens.size() - 1) at++;
    return token;
  }

  boolean skipOperator(String word) {
    boolean found = peek().isOperator(word);
    if (found) next();
    return found;
  }

  boolean skipName(String word) {
    boolean found = peek().isName(word);
    if (found) next();
    return found;
  }

  void expectOperator(String word) {
    if (!skipOperator(word)) throw rejected("expected " + word);
  }

  void expectName(String word) {
    if (!skipName(word)) throw rejected("expected " + word);
  }

  String name() {
    return expect(Kind.NAME).text();
  }

  Token expect(Kind kind) {
    if (peek().kind() != kind) throw rejected("expected " + kind);
    return next();
  }

  /// Enters a part inside another; [#leave] follows.
  void enter() {
    if (++depth > DEEPEST) throw rejected("nested more than " + DEEPEST + " deep");
  }

  void leave() {
    depth--;
  }

  /// Checks that a chain may grow by another link.
  void link(int links) {
    if (links > LONGEST_CHAIN) throw rejected("a chain of more than " + LONGEST_CHAIN);
  }

  TemplateRejected rejected(String problem) {
    Token token = peek();
    String found = token.text().isEmpty() ? token.kind().name() : token.text();
    String shown = found.length() <= 40 ? found : found.substring(0, 40) + "…";
    return new TemplateRejected("line " + token.line() + ": " + problem + ", found " + shown);
  }
}
