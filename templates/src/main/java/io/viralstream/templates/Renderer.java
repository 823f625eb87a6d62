package io.viralstream.templates;

import io.viralstream.templates.Statement.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements to text.
final class Renderer {
  private static final int LONGEST = 1 << 20;

  /// What a turn of a loop costs beside its statements.
  private static final int TURN = 8;

  private final Budget budget;
  private final Evaluator evaluator;

  /// Where a loop's turn stands after some of its statements.
  private enum Flow {
    ON,
    NEXT_TURN,
    OUT
  }

  Renderer(Budget budget) {
    this.budget = budget;
    evaluator = new Evaluator(budget);
  }

  String text(List<Statement> statements, Scope scope) {
    StringBuilder out = new StringBuilder();
    run(statements, scope, out);
    return out.toString();
  }

  private Flow run(List<Statement> statements, Scope scope, StringBuilder out) {
    for (Statement statement : statements) {
      Flow flow = run(statement, scope, out);
      if (flow != Flow.ON) return flow;
    }
    return Flow.ON;
  }

  private Flow run(Statement statement, Scope scope, StringBuilder out) {
    budget.spend(1);
    return switch (statement) {
      case Statement.Data(String text) -> write(text, out);
      case Statement.Output(Expression value) ->
          write(Shown.text(evaluator.value(value, scope), budget), out);
      case Statement.If(Expression test, List<Statement> yes, List<Statement> no) ->
          run(evaluator.value(test, scope).isTrue() ? yes : no, scope, out);
      case Statement.For loop -> loop(loop, scope, out);
      case Statement.Set(List<String> names, Expression value) ->
          assign(names, evaluator.value(value, scope), scope);
      case Statement.SetAttribute(String space, String name, Expression value) ->
          assign(space, name, evaluator.value(value, scope), scope);
      case Statement.SetBlock(String name, List<Statement> body) ->
          assign(List.of(name), Value.of(text(body, scope.inner())), scope);
      case Statement.Macro macro -> define(macro, scope);
      case Statement.Break() -> Flow.OUT;
      case Statement.Continue() -> Flow.NEXT_TURN;
    };
  }

  private Flow write(String text, StringBuilder out) {
    budget.spendLetters(text.length());
    if (out.length() + text.length() > LONGEST) {
      throw new TemplateRejected("writes more than " + LONGEST + " letters");
    }
    out.append(text);
    return Flow.ON;
  }

  private Flow assign(List<String> names, Value value, Scope scope) {
    if (names.size() == 1) {
      scope.set(names.getFirst(), value);
      return Flow.ON;
    }
    List<Value> parts = Kinds.iterated(value, budget);
    if (parts.size() != names.size()) {
      throw new TemplateRejected(parts.size() + " values for " + names);
    }
    for (int i = 0; i < names.size(); i++) scope.set(names.get(i), parts.get(i));
    return Flow.ON;
  }

  private static Flow assign(String name, String attribute, Value value, Scope scope) {
    if (!(scope.get(name) instanceof Value.Space space)) {
      throw new TemplateRejected(name + " is no namespace");
    }
    if (attribute.startsWith("_")) throw new TemplateRejected("attribute " + attribute);
    space.attributes.put(attribute, value);
    return Flow.ON;
  }

  private Flow loop(Statement.For loop, Scope scope, StringBuilder out) {
    List<Value> items = Kinds.iterated(evaluator.value(loop.items(), scope), budget);
    if (loop.only().isPresent()) items = passing(loop, loop.only().get(), items, scope);
    if (items.isEmpty()) return run(loop.none(), scope, out);
    for (int i = 0; i < items.size(); i++) {
      budget.spend(TURN);
      Scope turn = scope.inner();
      assign(loop.names(), items.get(i), turn);
      turn.set("loop", new Value.Turn(items, i));
      if (run(loop.body(), turn, out) == Flow.OUT) return Flow.ON;
    }
    return Flow.ON;
  }

  private List<Value> passing(Statement.For loop, Expression only, List<Value> items, Scope scope) {
    List<Value> passing = new ArrayList<>();
    for (Value item : items) {
      budget.spend(TURN);
      Scope turn = scope.inner();
      assign(loop.names(), item, turn);
      if (evaluator.value(only, turn).isTrue()) passing.add(item);
    }
    return passing;
  }

  private Flow define(Statement.Macro macro, Scope scope) {
    scope.set(
        macro.name(),
        new Value.Function(macro.name(), arguments -> Value.of(expand(macro, arguments, scope))));
    return Flow.ON;
  }

  private String expand(Statement.Macro macro, Arguments arguments, Scope scope) {
    Scope inner = scope.inner();
    if (arguments.positional().size() > macro.parameters().size()) {
      throw new TemplateRejected("too many arguments for " + macro.name());
    }
    for (int i = 0; i < macro.parameters().size(); i++) {
      Parameter parameter = macro.parameters().get(i);
      Optional<Value> given = arguments.find(i, parameter.name());
      Value value =
          given.orElseGet(() ->
              parameter
                  .otherwise()
                  .map(otherwise -> evaluator.value(otherwise, inner))
                  .orElse(new Value.Undefined(parameter.name())));
      inner.set(parameter.name(), value);
    }
    return text(macro.body(), inner);
  }

  static String render(List<Statement> statements, Map<String, Value> names, Budget budget) {
    return new Renderer(budget).text(statements, Scope.outermost(names));
  }
}
