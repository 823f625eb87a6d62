package io.viralstream.templates;

import java.util.Map;

/// What may stand behind `is`.
final class Tests {
  @FunctionalInterface
  private interface Test {
    boolean holds(Value value, Arguments arguments);
  }

  private final Map<String, Test> tests;

  Tests(Budget budget) {
    Compare compare = new Compare(budget);
    tests =
        Map.ofEntries(
            Map.entry("defined", (v, a) -> !(v instanceof Value.Undefined)),
            Map.entry("undefined", (v, a) -> v instanceof Value.Undefined),
            Map.entry("none", (v, a) -> v instanceof Value.None),
            Map.entry("string", (v, a) -> v instanceof Value.Text),
            Map.entry("integer", (v, a) -> v instanceof Value.Whole),
            Map.entry("float", (v, a) -> v instanceof Value.Real),
            Map.entry("boolean", (v, a) -> v instanceof Value.Truth),
            Map.entry("number", (v, a) -> isNumber(v)),
            Map.entry("true", (v, a) -> v instanceof Value.Truth(boolean holds) && holds),
            Map.entry("false", (v, a) -> v instanceof Value.Truth(boolean holds) && !holds),
            Map.entry("mapping", (v, a) -> v instanceof Value.Dictionary),
            Map.entry("sequence", (v, a) -> isIterable(v)),
            Map.entry("iterable", (v, a) -> isIterable(v) || v instanceof Value.Undefined),
            Map.entry("callable", (v, a) -> v instanceof Value.Function),
            Map.entry("odd", (v, a) -> Math.floorMod(Kinds.whole(v), 2) == 1),
            Map.entry("even", (v, a) -> Math.floorMod(Kinds.whole(v), 2) == 0),
            Map.entry("divisibleby", (v, a) -> divides(v, a.get(0, "num"))),
            Map.entry("in", (v, a) -> compare.holds(Relation.IN, v, a.get(0, "seq"))),
            Map.entry("sameas", (v, a) -> compare.equal(v, a.get(0, "other"))),
            relation("eq", compare, Relation.EQUAL),
            relation("equalto", compare, Relation.EQUAL),
            relation("==", compare, Relation.EQUAL),
            relation("ne", compare, Relation.UNEQUAL),
            relation("lt", compare, Relation.LESS),
            relation("le", compare, Relation.AT_MOST),
            relation("gt", compare, Relation.MORE),
            relation("ge", compare, Relation.AT_LEAST));
  }

  private static Map.Entry<String, Test> relation(String name, Compare compare, Relation relation) {
    return Map.entry(name, (v, a) -> compare.holds(relation, v, a.get(0, "other")));
  }

  boolean holds(Value value, String name, Arguments arguments) {
    Test test = tests.get(name);
    if (test == null) throw new TemplateRejected("there is no test " + name);
    return test.holds(value, arguments);
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Whole
        || value instanceof Value.Real
        || value instanceof Value.Truth;
  }

  private static boolean isIterable(Value value) {
    return value instanceof Value.Items
        || value instanceof Value.Dictionary
        || value instanceof Value.Text;
  }

  private static boolean divides(Value value, Value by) {
    long divisor = Kinds.whole(by);
    if (divisor == 0) throw new TemplateRejected("division by 0");
    return Kinds.whole(value) % divisor == 0;
  }
}
