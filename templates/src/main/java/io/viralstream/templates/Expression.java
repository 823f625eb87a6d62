package io.viralstream.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What has a value.
sealed interface Expression {
  record Literal(Value value) implements Expression {}

  record Name(String name) implements Expression {}

  record Listing(List<Expression> items) implements Expression {}

  record Dictionary(List<Entry> entries) implements Expression {}

  record Entry(Expression key, Expression value) {}

  /// `target.name`.
  record Attribute(Expression target, String name) implements Expression {}

  /// `target[index]`.
  record Item(Expression target, Expression index) implements Expression {}

  /// `target[start:stop:step]`.
  record Slice(
      Expression target,
      Optional<Expression> start,
      Optional<Expression> stop,
      Optional<Expression> step)
      implements Expression {}

  record Call(Expression target, Given arguments) implements Expression {}

  /// `target | name(arguments)`.
  record Filtered(Expression target, String name, Given arguments) implements Expression {}

  /// `target is name(arguments)`.
  record Tested(Expression target, String name, Given arguments) implements Expression {}

  record Not(Expression operand) implements Expression {}

  record Negative(Expression operand) implements Expression {}

  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

  /// `first < second <= third`: each neighbour with the next.
  record Comparison(Expression first, List<Compared> others) implements Expression {}

  record Compared(Relation relation, Expression operand) {}

  record Conditional(Expression test, Expression yes, Optional<Expression> no)
      implements Expression {}

  /// Arguments as written.
  record Given(List<Expression> positional, Map<String, Expression> named) {
    static final Given NONE = new Given(List.of(), Map.of());
  }
}
