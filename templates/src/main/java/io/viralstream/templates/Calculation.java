package io.viralstream.templates;

import java.util.ArrayList;
import java.util.List;

/// Arithmetic as Python has it, on 64 bits: what would overflow is refused.
final class Calculation {
  private static final long LARGEST_POWER = 64;

  private final Budget budget;

  Calculation(Budget budget) {
    this.budget = budget;
  }

  Value of(Operator operator, Value left, Value right) {
    if (operator == Operator.JOIN) return joined(left, right);
    if (left instanceof Value.Whole(long a) && right instanceof Value.Whole(long b)) {
      return whole(operator, a, b);
    }
    if (isNumber(left) && isNumber(right)) return real(operator, number(left), number(right));
    if (operator == Operator.ADD) return added(left, right);
    if (operator == Operator.MULTIPLY && right instanceof Value.Whole(long times)) {
      return repeated(left, times);
    }
    if (operator == Operator.MULTIPLY && left instanceof Value.Whole(long times)) {
      return repeated(right, times);
    }
    throw unfit(operator, left, right);
  }

  Value negative(Value value) {
    if (value instanceof Value.Whole(long number)) return Value.of(-number);
    if (value instanceof Value.Real(double number)) return new Value.Real(-number);
    throw new TemplateRejected("− of " + value.kind());
  }

  private Value joined(Value left, Value right) {
    String a = Shown.text(left, budget);
    String b = Shown.text(right, budget);
    budget.spendLetters(a.length() + (long) b.length());
    return Value.of(a + b);
  }

  private Value added(Value left, Value right) {
    if (left instanceof Value.Text && right instanceof Value.Text) return joined(left, right);
    if (left instanceof Value.Items a && right instanceof Value.Items b) {
      budget.spend(a.items().size() + (long) b.items().size());
      List<Value> all = new ArrayList<>(a.items());
      all.addAll(b.items());
      return Value.of(all);
    }
    throw unfit(Operator.ADD, left, right);
  }

  private Value repeated(Value value, long times) {
    long count = Math.max(0, Math.min(times, Integer.MAX_VALUE));
    if (value instanceof Value.Text(String text)) {
      budget.spendLetters(text.length() * count);
      return Value.of(text.repeat((int) count));
    }
    if (value instanceof Value.Items(List<Value> items, int ignored)) {
      budget.spend(items.size() * count);
      List<Value> all = new ArrayList<>();
      for (int i = 0; i < count && !items.isEmpty(); i++) all.addAll(items);
      return Value.of(all);
    }
    throw unfit(Operator.MULTIPLY, value, Value.of(times));
  }

  private static Value whole(Operator operator, long a, long b) {
    try {
      return switch (operator) {
        case ADD -> Value.of(Math.addExact(a, b));
        case SUBTRACT -> Value.of(Math.subtractExact(a, b));
        case MULTIPLY -> Value.of(Math.multiplyExact(a, b));
        case DIVIDE -> real(operator, a, b);
        case DIVIDE_WHOLE -> Value.of(Math.floorDiv(a, b));
        case REMAINDER -> Value.of(Math.floorMod(a, b));
        case POWER -> power(a, b);
        case JOIN -> throw new IllegalStateException("joined before");
      };
    } catch (ArithmeticException beyond) {
      throw new TemplateRejected("number too large, or division by 0");
    }
  }

  private static Value power(long a, long b) {
    if (b < 0 || b > LARGEST_POWER) return new Value.Real(Math.pow(a, b));
    long product = 1;
    for (long i = 0; i < b; i++) product = Math.multiplyExact(product, a);
    return Value.of(product);
  }

  private static Value real(Operator operator, double a, double b) {
    boolean divides =
        operator == Operator.DIVIDE
            || operator == Operator.DIVIDE_WHOLE
            || operator == Operator.REMAINDER;
    if (divides && b == 0) throw new TemplateRejected("division by 0");
    return new Value.Real(
        switch (operator) {
          case ADD -> a + b;
          case SUBTRACT -> a - b;
          case MULTIPLY -> a * b;
          case DIVIDE -> a / b;
          case DIVIDE_WHOLE -> Math.floor(a / b);
          case REMAINDER -> a - b * Math.floor(a / b);
          case POWER -> Math.pow(a, b);
          case JOIN -> throw new IllegalStateException("joined before");
        });
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole || value instanceof Value.Real;
  }

  private static double number(Value value) {
    return value instanceof Value.Real(double number) ? number : Kinds.whole(value);
  }

  private static TemplateRejected unfit(Operator operator, Value left, Value right) {
    return new TemplateRejected(operator + " of " + left.kind() + " and " + right.kind());
  }
}
