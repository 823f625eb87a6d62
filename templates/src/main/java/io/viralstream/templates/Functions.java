package io.viralstream.templates;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The functions that a template finds: `range`, `namespace`, `dict`, `raise_exception`,
/// `strftime_now`.
final class Functions {
  private final Budget budget;
  private final LocalDateTime now;

  Functions(Budget budget, LocalDateTime now) {
    this.budget = budget;
    this.now = now;
  }

  Map<String, Value> all() {
    return Map.of(
        "range", function("range", this::range),
        "namespace", function("namespace", this::namespace),
        "dict", function("dict", this::dictionary),
        "raise_exception", function("raise_exception", Functions::refuse),
        "strftime_now",
            function("strftime_now", a -> Value.of(Dates.shown(a.text(0, "format"), now))));
  }

  private static Value function(String name, Value.Body body) {
    return new Value.Function(name, body);
  }

  private static Value refuse(Arguments arguments) {
    String message = arguments.text(0, "message");
    throw new TemplateRejected(message.substring(0, Math.min(message.length(), 500)));
  }

  /// A list, not a generator: it is paid for before it is made.
  private Value range(Arguments arguments) {
    int given = arguments.positional().size();
    long first = given > 1 ? arguments.whole(0, "start", 0) : 0;
    long end = arguments.whole(given > 1 ? 1 : 0, "stop", 0);
    long step = arguments.whole(2, "step", 1);
    if (step == 0) throw new TemplateRejected("range with step 0");
    long span = step > 0 ? Math.subtractExact(end, first) : Math.subtractExact(first, end);
    long count = span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    budget.spend(count);
    List<Value> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) numbers.add(Value.of(first + i * step));
    return Value.of(numbers);
  }

  private Value namespace(Arguments arguments) {
    Value.Space space = new Value.Space();
    space.attributes.putAll(arguments.named());
    if (arguments.find(0, "").orElse(Value.none()) instanceof Value.Dictionary map) {
      map.entries().forEach((key, value) -> space.attributes.put(Kinds.text(key), value));
    }
    return space;
  }

  private Value dictionary(Arguments arguments) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    if (arguments.find(0, "").orElse(Value.none()) instanceof Value.Dictionary map) {
      budget.spend(map.entries().size());
      entries.putAll(map.entries());
    }
    arguments.named().forEach((name, value) -> entries.put(Value.of(name), value));
    return Value.of(entries);
  }
}
