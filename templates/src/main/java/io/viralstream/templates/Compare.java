package io.viralstream.templates;

import java.util.List;
import java.util.OptionalInt;

/// Equality, order and membership as Python has them.
final class Compare {
  private final Budget budget;

  Compare(Budget budget) {
    this.budget = budget;
  }

  boolean holds(Relation relation, Value left, Value right) {
    return switch (relation) {
      case EQUAL -> equal(left, right);
      case UNEQUAL -> !equal(left, right);
      case LESS -> order(left, right) < 0;
      case AT_MOST -> order(left, right) <= 0;
      case MORE -> order(left, right) > 0;
      case AT_LEAST -> order(left, right) >= 0;
      case IN -> contains(right, left);
      case NOT_IN -> !contains(right, left);
    };
  }

  boolean equal(Value left, Value right) {
    budget.spend(1);
    OptionalInt numbers = numbers(left, right);
    if (numbers.isPresent()) return numbers.getAsInt() == 0;
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      budget.spendLetters(a.length());
      return a.equals(b);
    }
    if (left instanceof Value.Undefined) return right instanceof Value.Undefined;
    if (left instanceof Value.Items a && right instanceof Value.Items b) {
      return equal(a.items(), b.items());
    }
    if (left instanceof Value.Dictionary a && right instanceof Value.Dictionary b) {
      return a.entries().keySet().equals(b.entries().keySet())
          && a.entries().entrySet().stream()
              .allMatch(entry -> equal(entry.getValue(), other(b, entry.getKey())));
    }
    return left instanceof Value.None && right instanceof Value.None || left == right;
  }

  private static Value other(Value.Dictionary map, Value key) {
    return map.entries().getOrDefault(key, Value.none());
  }

  private boolean equal(List<Value> left, List<Value> right) {
    if (left.size() != right.size()) return false;
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i))) return false;
    }
    return true;
  }

  int order(Value left, Value right) {
    budget.spend(1);
    OptionalInt numbers = numbers(left, right);
    if (numbers.isPresent()) return numbers.getAsInt();
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      budget.spendLetters(a.length());
      return a.compareTo(b);
    }
    throw new TemplateRejected(left.kind() + " and " + right.kind() + " have no order");
  }

  private static OptionalInt numbers(Value left, Value right) {
    double a = number(left);
    double b = number(right);
    if (Double.isNaN(a) || Double.isNaN(b)) return OptionalInt.empty();
    if (left instanceof Value.Whole(long m) && right instanceof Value.Whole(long n)) {
      return OptionalInt.of(Long.compare(m, n));
    }
    return OptionalInt.of(Double.compare(a, b));
  }

  /// A number, truths as 1 and 0; NaN where it is none.
  private static double number(Value value) {
    if (value instanceof Value.Whole(long number)) return number;
    if (value instanceof Value.Real(double number)) return number + 0.0;
    if (value instanceof Value.Truth(boolean holds)) return holds ? 1 : 0;
    return Double.NaN;
  }

  private boolean contains(Value whole, Value part) {
    if (whole instanceof Value.Text(String text)) {
      String searched = Kinds.text(part);
      // A search may begin at each letter anew.
      budget.spendLetters((long) text.length() * (1 + searched.length() / 16));
      return text.contains(searched);
    }
    if (whole instanceof Value.Dictionary map) return map.entries().containsKey(part);
    for (Value item : Kinds.iterated(whole, budget)) {
      if (equal(item, part)) return true;
    }
    return false;
  }
}
