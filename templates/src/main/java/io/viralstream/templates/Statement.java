package io.viralstream.templates;

import java.util.List;
import java.util.Optional;

/// What writes text or sets names.
sealed interface Statement {
  record Data(String text) implements Statement {}

  record Output(Expression value) implements Statement {}

  record If(Expression test, List<Statement> yes, List<Statement> no) implements Statement {}

  /// @param names one, or several among which each item is dealt out
  record For(
      List<String> names,
      Expression items,
      Optional<Expression> only,
      List<Statement> body,
      List<Statement> none)
      implements Statement {}

  record Set(List<String> names, Expression value) implements Statement {}

  /// `{% set space.name = value %}`.
  record SetAttribute(String space, String name, Expression value) implements Statement {}

  /// `{% set name %}…{% endset %}`.
  record SetBlock(String name, List<Statement> body) implements Statement {}

  record Macro(String name, List<Parameter> parameters, List<Statement> body)
      implements Statement {}

  record Parameter(String name, Optional<Expression> otherwise) {}

  record Break() implements Statement {}

  record Continue() implements Statement {}
}
