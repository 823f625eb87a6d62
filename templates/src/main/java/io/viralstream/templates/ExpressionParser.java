package io.viralstream.templates;

import io.viralstream.templates.Expression.Compared;
import io.viralstream.templates.Expression.Entry;
import io.viralstream.templates.Expression.Given;
import io.viralstream.templates.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Expressions by descent; what binds less calls what binds more.
final class ExpressionParser {
  private static final Map<String, Relation> RELATIONS =
      Map.of(
          "==", Relation.EQUAL,
          "!=", Relation.UNEQUAL,
          "<", Relation.LESS,
          "<=", Relation.AT_MOST,
          ">", Relation.MORE,
          ">=", Relation.AT_LEAST);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
  private static final Map<String, Operator> JOINS = Map.of("~", Operator.JOIN);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.DIVIDE_WHOLE,
          "%", Operator.REMAINDER);
  private static final Map<String, Operator> POWERS = Map.of("**", Operator.POWER);
  private static final Map<String, Value> CONSTANTS =
      Map.of(
          "true", Value.of(true),
          "True", Value.of(true),
          "false", Value.of(false),
          "False", Value.of(false),
          "none", Value.none(),
          "None", Value.none());
  private static final Set<String> NO_OPERAND =
      Set.of("else", "or", "and", "is", "if", "in", "not");

  private final Words words;

  ExpressionParser(Words words) {
    this.words = words;
  }

  /// An expression, or several with commas between them as a list.
  Expression tuple() {
    Expression first = expression();
    if (!words.peek().isOperator(",")) return first;
    List<Expression> items = new ArrayList<>(List.of(first));
    while (words.skipOperator(",") && beginsOperand()) items.add(expression());
    return new Expression.Listing(items);
  }

  Expression expression() {
    words.enter();
    Expression value = or();
    if (words.skipName("if")) {
      Expression test = or();
      Optional<Expression> no =
          words.skipName("else") ? Optional.of(expression()) : Optional.empty();
      value = new Expression.Conditional(test, value, no);
    }
    words.leave();
    return value;
  }

  /// What may be looped over: no `if` belongs to it.
  Expression or() {
    Expression left = and();
    for (int i = 0; words.skipName("or"); i++) {
      words.link(i);
      left = new Expression.Or(left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    for (int i = 0; words.skipName("and"); i++) {
      words.link(i);
      left = new Expression.And(left, not());
    }
    return left;
  }

  private Expression not() {
    if (!words.skipName("not")) return comparison();
    words.enter();
    Expression operand = new Expression.Not(not());
    words.leave();
    return operand;
  }

  private Expression comparison() {
    Expression first = sum();
    List<Compared> others = new ArrayList<>();
    for (Optional<Relation> found = relation(); found.isPresent(); found = relation()) {
      words.link(others.size());
      others.add(new Compared(found.get(), sum()));
    }
    return others.isEmpty() ? first : new Expression.Comparison(first, others);
  }

  private Optional<Relation> relation() {
    if (words.skipName("in")) return Optional.of(Relation.IN);
    if (words.peek().isName("not") && words.peekBehind().isName("in")) {
      words.next();
      words.next();
      return Optional.of(Relation.NOT_IN);
    }
    if (words.peek().kind() != Kind.OPERATOR) return Optional.empty();
    Optional<Relation> relation = Optional.ofNullable(RELATIONS.get(words.peek().text()));
    relation.ifPresent(found -> words.next());
    return relation;
  }

  private Expression sum() {
    return chain(SUMS, () -> chain(JOINS, () -> chain(PRODUCTS, () -> chain(POWERS, this::unary))));
  }

  private Expression chain(Map<String, Operator> operators, Supplier<Expression> operand) {
    Expression left = operand.get();
    for (int i = 0; words.peek().kind() == Kind.OPERATOR; i++) {
      Operator operator = operators.get(words.peek().text());
      if (operator == null) return left;
      words.next();
      words.link(i);
      left = new Expression.Arithmetic(operator, left, operand.get());
    }
    return left;
  }

  private Expression unary() {
    return filtered(signed());
  }

  private Expression signed() {
    boolean minus = words.peek().isOperator("-");
    if (!minus && !words.peek().isOperator("+")) return postfix(primary());
    words.next();
    words.enter();
    Expression operand = signed();
    words.leave();
    return minus ? new Expression.Negative(operand) : operand;
  }

  private Expression filtered(Expression target) {
    Expression value = target;
    for (int i = 0; ; i++) {
      words.link(i);
      if (words.skipOperator("|")) {
        String name = words.name();
        value = new Expression.Filtered(value, name, optionalArguments());
      } else if (words.skipName("is")) {
        value = tested(value);
      } else if (words.peek().isOperator("(")) {
        value = new Expression.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  private Expression tested(Expression target) {
    boolean negated = words.skipName("not");
    String name = words.name();
    Given arguments = optionalArguments();
    boolean bare = arguments == Given.NONE && beginsOperand() && !isOneOf(NO_OPERAND);
    if (bare) arguments = new Given(List.of(postfix(primary())), Map.of());
    Expression test = new Expression.Tested(target, name, arguments);
    return negated ? new Expression.Not(test) : test;
  }

  private boolean isOneOf(Set<String> names) {
    return words.peek().kind() == Kind.NAME && names.contains(words.peek().text());
  }

  private boolean beginsOperand() {
    return switch (words.peek().kind()) {
      case NAME, STRING, INTEGER, FLOAT -> true;
      case OPERATOR -> "([{".contains(words.peek().text());
      case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END -> false;
    };
  }

  private Expression postfix(Expression target) {
    Expression value = target;
    for (int i = 0; ; i++) {
      words.link(i);
      if (words.skipOperator(".")) {
        value = attribute(value);
      } else if (words.skipOperator("[")) {
        value = subscript(value);
      } else if (words.peek().isOperator("(")) {
        value = new Expression.Call(value, arguments());
      } else {
        return value;
      }
    }
  }

  private Expression attribute(Expression target) {
    if (words.peek().kind() == Kind.INTEGER) {
      Value index = Value.of(Long.parseLong(words.next().text()));
      return new Expression.Item(target, new Expression.Literal(index));
    }
    return new Expression.Attribute(target, words.name());
  }

  private Expression subscript(Expression target) {
    Optional<Expression> start = sliceBound();
    if (words.skipOperator("]")) {
      return new Expression.Item(target, start.orElseThrow(() -> words.rejected("empty []")));
    }
    words.expectOperator(":");
    Optional<Expression> stop = sliceBound();
    Optional<Expression> step = words.skipOperator(":") ? sliceBound() : Optional.empty();
    words.expectOperator("]");
    return new Expression.Slice(target, start, stop, step);
  }

  private Optional<Expression> sliceBound() {
    boolean none = words.peek().isOperator(":") || words.peek().isOperator("]");
    return none ? Optional.empty() : Optional.of(expression());
  }

  private Given optionalArguments() {
    return words.peek().isOperator("(") ? arguments() : Given.NONE;
  }

  private Given arguments() {
    words.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    while (!words.skipOperator(")")) {
      if (words.peek().kind() == Kind.NAME && words.peekBehind().isOperator("=")) {
        String name = words.name();
        words.expectOperator("=");
        named.put(name, expression());
      } else {
        positional.add(expression());
      }
      if (!words.peek().isOperator(")")) words.expectOperator(",");
    }
    return new Given(positional, named);
  }

  private Expression primary() {
    Token token = words.next();
    return switch (token.kind()) {
      case STRING -> new Expression.Literal(Value.of(strings(token.text())));
      case INTEGER -> new Expression.Literal(Value.of(Long.parseLong(token.text())));
      case FLOAT -> new Expression.Literal(new Value.Real(Double.parseDouble(token.text())));
      case NAME -> named(token.text());
      case OPERATOR -> bracketed(token);
      case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END ->
          throw words.rejected("expected a value");
    };
  }

  private static Expression named(String name) {
    Value constant = CONSTANTS.get(name);
    return constant == null ? new Expression.Name(name) : new Expression.Literal(constant);
  }

  /// Strings side by side are one.
  private String strings(String first) {
    StringBuilder text = new StringBuilder(first);
    while (words.peek().kind() == Kind.STRING) text.append(words.next().text());
    return text.toString();
  }

  private Expression bracketed(Token open) {
    if (open.isOperator("[")) return new Expression.Listing(items("]"));
    if (open.isOperator("{")) return dictionary();
    if (!open.isOperator("(")) throw words.rejected("expected a value before");
    if (words.skipOperator(")")) return new Expression.Listing(List.of());
    Expression inner = tuple();
    words.expectOperator(")");
    return inner;
  }

  private List<Expression> items(String close) {
    List<Expression> items = new ArrayList<>();
    while (!words.skipOperator(close)) {
      items.add(expression());
      if (!words.peek().isOperator(close)) words.expectOperator(",");
    }
    return items;
  }

  private Expression dictionary() {
    List<Entry> entries = new ArrayList<>();
    while (!words.skipOperator("}")) {
      Expression key = expression();
      words.expectOperator(":");
      entries.add(new Entry(key, expression()));
      if (!words.peek().isOperator("}")) words.expectOperator(",");
    }
    return new Expression.Dictionary(entries);
  }
}
