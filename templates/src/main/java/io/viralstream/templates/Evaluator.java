package io.viralstream.templates;

import io.viralstream.templates.Expression.Compared;
import io.viralstream.templates.Expression.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Expressions to values.
final class Evaluator {
  private final Budget budget;
  private final Methods methods;
  private final Tests tests;
  private final Filters filters;
  private final Compare compare;
  private final Calculation calculation;

  Evaluator(Budget budget) {
    this.budget = budget;
    methods = new Methods(budget);
    tests = new Tests(budget);
    filters = new Filters(budget, methods, tests);
    compare = new Compare(budget);
    calculation = new Calculation(budget);
  }

  Value value(Expression expression, Scope scope) {
    budget.spend(1);
    return switch (expression) {
      case Expression.Literal(Value value) -> value;
      case Expression.Name(String name) -> scope.get(name);
      case Expression.Listing(List<Expression> items) -> Value.of(values(items, scope));
      case Expression.Dictionary map -> dictionary(map, scope);
      case Expression.Attribute(Expression target, String name) ->
          attribute(value(target, scope), name);
      case Expression.Item(Expression target, Expression index) ->
          item(value(target, scope), value(index, scope));
      case Expression.Slice slice -> slice(slice, scope);
      case Expression.Call(Expression target, Given given) ->
          call(value(target, scope), arguments(given, scope));
      case Expression.Filtered(Expression target, String name, Given given) ->
          filters.apply(value(target, scope), name, arguments(given, scope));
      case Expression.Tested(Expression target, String name, Given given) ->
          Value.of(tests.holds(value(target, scope), name, arguments(given, scope)));
      case Expression.Not(Expression operand) -> Value.of(!value(operand, scope).isTrue());
      case Expression.Negative(Expression operand) -> calculation.negative(value(operand, scope));
      case Expression.And(Expression left, Expression right) -> {
        Value first = value(left, scope);
        yield first.isTrue() ? value(right, scope) : first;
      }
      case Expression.Or(Expression left, Expression right) -> {
        Value first = value(left, scope);
        yield first.isTrue() ? first : value(right, scope);
      }
      case Expression.Arithmetic(Operator operator, Expression left, Expression right) ->
          calculation.of(operator, value(left, scope), value(right, scope));
      case Expression.Comparison(Expression first, List<Compared> others) ->
          Value.of(compared(value(first, scope), others, scope));
      case Expression.Conditional conditional -> conditional(conditional, scope);
    };
  }

  private List<Value> values(List<Expression> expressions, Scope scope) {
    List<Value> values = new ArrayList<>();
    for (Expression expression : expressions) values.add(value(expression, scope));
    return values;
  }

  Arguments arguments(Given given, Scope scope) {
    Map<String, Value> named = new LinkedHashMap<>();
    given.named().forEach((name, expression) -> named.put(name, value(expression, scope)));
    return new Arguments(values(given.positional(), scope), named);
  }

  private Value dictionary(Expression.Dictionary map, Scope scope) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    for (Expression.Entry entry : map.entries()) {
      Value key = value(entry.key(), scope);
      boolean plain =
          !(key instanceof Value.Items)
              && !(key instanceof Value.Dictionary)
              && !(key instanceof Value.Space)
              && !(key instanceof Value.Turn);
      if (!plain) throw new TemplateRejected(key.kind() + " cannot be a key");
      entries.put(key, value(entry.value(), scope));
    }
    return Value.of(entries);
  }

  private Value conditional(Expression.Conditional conditional, Scope scope) {
    if (value(conditional.test(), scope).isTrue()) return value(conditional.yes(), scope);
    return conditional
        .no()
        .map(no -> value(no, scope))
        .orElse(new Value.Undefined("the else of an if"));
  }

  private boolean compared(Value first, List<Compared> others, Scope scope) {
    Value left = first;
    for (Compared other : others) {
      Value right = value(other.operand(), scope);
      if (!compare.holds(other.relation(), left, right)) return false;
      left = right;
    }
    return true;
  }

  /// A method goes before a key of the same name.
  private Value attribute(Value target, String name) {
    requireDefined(target, name);
    return methods.find(target, name).orElseGet(() -> entry(target, Value.of(name), name));
  }

  /// A key goes before a method of the same name.
  private Value item(Value target, Value index) {
    String shown = index instanceof Value.Text(String text) ? text : index.kind();
    requireDefined(target, shown);
    Value found = entry(target, index, shown);
    if (!(found instanceof Value.Undefined) || !(index instanceof Value.Text(String name))) {
      return found;
    }
    return methods.find(target, name).orElse(found);
  }

  private static void requireDefined(Value target, String name) {
    if (target instanceof Value.Undefined(String missing)) {
      throw new TemplateRejected(missing + " is undefined, so it has no " + name);
    }
  }

  private Value entry(Value target, Value key, String shown) {
    Value found =
        switch (target) {
          case Value.Dictionary map -> map.entries().get(key);
          case Value.Space space ->
              key instanceof Value.Text(String name) ? space.attributes.get(name) : null;
          case Value.Turn turn ->
              key instanceof Value.Text(String name) ? LoopState.of(turn, name) : null;
          case Value.Items(List<Value> items, int ignored) -> at(items, key);
          case Value.Text(String text) -> letter(text, key);
          case Value.Whole ignored -> null;
          case Value.Real ignored -> null;
          case Value.Truth ignored -> null;
          case Value.None ignored -> null;
          case Value.Undefined ignored -> null;
          case Value.Function ignored -> null;
        };
    return found != null ? found : new Value.Undefined(shown);
  }

  private static Value at(List<Value> items, Value key) {
    if (!(key instanceof Value.Whole(long index))) return new Value.Undefined(key.kind());
    long place = index < 0 ? index + items.size() : index;
    boolean inside = place >= 0 && place < items.size();
    return inside ? items.get((int) place) : new Value.Undefined("item " + index);
  }

  private Value letter(String text, Value key) {
    if (!(key instanceof Value.Whole)) return new Value.Undefined(key.kind());
    return at(Kinds.iterated(Value.of(text), budget), key);
  }

  private Value slice(Expression.Slice slice, Scope scope) {
    Value target = value(slice.target(), scope);
    List<Value> cut =
        Slices.of(
            Kinds.iterated(target, budget),
            bound(slice.start(), scope),
            bound(slice.stop(), scope),
            bound(slice.step(), scope).orElse(1L));
    if (!(target instanceof Value.Text)) return Value.of(cut);
    StringBuilder text = new StringBuilder();
    cut.forEach(letter -> text.append(Kinds.text(letter)));
    return Value.of(text.toString());
  }

  private Optional<Long> bound(Optional<Expression> expression, Scope scope) {
    return expression
        .map(found -> value(found, scope))
        .filter(value -> !(value instanceof Value.None))
        .map(Kinds::whole);
  }

  Value call(Value target, Arguments arguments) {
    if (!(target instanceof Value.Function(String name, Value.Body body))) {
      throw new TemplateRejected(target.kind() + " is no function");
    }
    budget.enterCall();
    Value result = body.call(arguments);
    budget.leaveCall();
    return result;
  }
}
