package io.viralstream.templates;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the name `loop` knows in a turn.
final class LoopState {
  private static final Map<String, Function<Value.Turn, Value>> ATTRIBUTES =
      Map.of(
          "index", turn -> Value.of(turn.at() + 1),
          "index0", turn -> Value.of(turn.at()),
          "revindex", turn -> Value.of(turn.items().size() - turn.at()),
          "revindex0", turn -> Value.of(turn.items().size() - turn.at() - 1),
          "first", turn -> Value.of(turn.at() == 0),
          "last", turn -> Value.of(turn.at() == turn.items().size() - 1),
          "length", turn -> Value.of(turn.items().size()),
          "previtem", turn -> item(turn, turn.at() - 1),
          "nextitem", turn -> item(turn, turn.at() + 1),
          "cycle", turn -> new Value.Function("cycle", arguments -> cycle(arguments, turn.at())));

  private LoopState() {}

  static @Nullable Value of(Value.Turn turn, String name) {
    Function<Value.Turn, Value> attribute = ATTRIBUTES.get(name);
    return attribute == null ? null : attribute.apply(turn);
  }

  private static Value item(Value.Turn turn, int at) {
    boolean inside = at >= 0 && at < turn.items().size();
    return inside ? turn.items().get(at) : new Value.Undefined("a neighbour in the loop");
  }

  private static Value cycle(Arguments arguments, int at) {
    List<Value> values = arguments.positional();
    if (values.isEmpty()) throw new TemplateRejected("cycle of nothing");
    return values.get(at % values.size());
  }
}
