package io.viralstream.templates;

import io.viralstream.templates.Statement.Parameter;
import io.viralstream.templates.Token.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Text, outputs and blocks.
final class StatementParser {
  private final Words words;
  private final ExpressionParser expressions;
  private final Map<String, Supplier<Statement>> blocks =
      Map.of(
          "if", this::ifBlock,
          "for", this::forBlock,
          "set", this::set,
          "macro", this::macro,
          "generation", this::generation,
          "break", () -> alone(new Statement.Break()),
          "continue", () -> alone(new Statement.Continue()));

  private StatementParser(Words words) {
    this.words = words;
    expressions = new ExpressionParser(words);
  }

  static List<Statement> parse(String source) {
    StatementParser parser = new StatementParser(new Words(Lexer.tokens(source)));
    List<Statement> statements = parser.body();
    parser.words.expect(Kind.END);
    return statements;
  }

  /// Statements up to one of these names in a block, which is not taken, or to the end.
  private List<Statement> body(String... until) {
    words.enter();
    List<Statement> statements = new ArrayList<>();
    while (words.peek().kind() != Kind.END && !stands(until)) statements.add(statement());
    words.leave();
    return statements;
  }

  private boolean stands(String... names) {
    return words.peek().kind() == Kind.BLOCK_BEGIN
        && Arrays.stream(names).anyMatch(name -> words.peekBehind().isName(name));
  }

  private Statement statement() {
    if (words.peek().kind() == Kind.DATA) return new Statement.Data(words.next().text());
    if (words.peek().kind() == Kind.OUTPUT_BEGIN) return output();
    words.expect(Kind.BLOCK_BEGIN);
    Supplier<Statement> block = blocks.get(words.peek().text());
    if (block == null) throw words.rejected("this statement is not served");
    words.next();
    return block.get();
  }

  private Statement output() {
    words.expect(Kind.OUTPUT_BEGIN);
    Expression value = expressions.tuple();
    words.expect(Kind.OUTPUT_END);
    return new Statement.Output(value);
  }

  private Statement alone(Statement statement) {
    words.expect(Kind.BLOCK_END);
    return statement;
  }

  private Statement ifBlock() {
    Expression test = expressions.tuple();
    words.expect(Kind.BLOCK_END);
    List<Statement> yes = body("elif", "else", "endif");
    words.expect(Kind.BLOCK_BEGIN);
    if (words.skipName("elif")) {
      words.enter();
      Statement otherwise = ifBlock();
      words.leave();
      return new Statement.If(test, yes, List.of(otherwise));
    }
    List<Statement> no = words.peek().isName("else") ? elseBody("endif") : List.of();
    end("endif");
    return new Statement.If(test, yes, no);
  }

  /// The part behind `else`, up to the name that ends the block.
  private List<Statement> elseBody(String end) {
    words.expectName("else");
    words.expect(Kind.BLOCK_END);
    List<Statement> body = body(end);
    words.expect(Kind.BLOCK_BEGIN);
    return body;
  }

  private void end(String name) {
    words.expectName(name);
    words.expect(Kind.BLOCK_END);
  }

  private Statement forBlock() {
    List<String> names = names();
    words.expectName("in");
    Expression items = expressions.or();
    Optional<Expression> only =
        words.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
    words.expect(Kind.BLOCK_END);
    List<Statement> body = body("else", "endfor");
    words.expect(Kind.BLOCK_BEGIN);
    List<Statement> none = words.peek().isName("else") ? elseBody("endfor") : List.of();
    end("endfor");
    return new Statement.For(names, items, only, body, none);
  }

  private List<String> names() {
    boolean bracket = words.skipOperator("(");
    List<String> names = new ArrayList<>(List.of(words.name()));
    while (words.skipOperator(",")) names.add(words.name());
    if (bracket) words.expectOperator(")");
    return names;
  }

  private Statement set() {
    List<String> names = names();
    String first = names.getFirst();
    if (words.skipOperator(".")) {
      String attribute = words.name();
      words.expectOperator("=");
      return alone(new Statement.SetAttribute(first, attribute, expressions.tuple()));
    }
    if (words.skipOperator("=")) return alone(new Statement.Set(names, expressions.tuple()));
    words.expect(Kind.BLOCK_END);
    List<Statement> body = body("endset");
    words.expect(Kind.BLOCK_BEGIN);
    end("endset");
    return new Statement.SetBlock(first, body);
  }

  private Statement macro() {
    String name = words.name();
    words.expectOperator("(");
    List<Parameter> parameters = new ArrayList<>();
    while (!words.skipOperator(")")) {
      String parameter = words.name();
      Optional<Expression> otherwise =
          words.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
      parameters.add(new Parameter(parameter, otherwise));
      if (!words.peek().isOperator(")")) words.expectOperator(",");
    }
    words.expect(Kind.BLOCK_END);
    List<Statement> body = body("endmacro");
    words.expect(Kind.BLOCK_BEGIN);
    end("endmacro");
    return new Statement.Macro(name, parameters, body);
  }

  /// `{% generation %}` marks what the model says; for rendering it is its body.
  private Statement generation() {
    words.expect(Kind.BLOCK_END);
    List<Statement> body = body("endgeneration");
    words.expect(Kind.BLOCK_BEGIN);
    end("endgeneration");
    return new Statement.If(new Expression.Literal(Value.of(true)), body, List.of());
  }
}
