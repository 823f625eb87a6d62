package io.viralstream.schemas;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// How the worker that trains an arm gets on, in its own words: the metadata beside the offset that
/// it commits in its group, for people alone.
///
/// The report of a worker that died stays behind. It counts while its member is one of the group's,
/// which the broker finds out by heartbeats, however long a step takes. Written, for example:
///
/// ```
/// member=consumer-train-viral-1-07f3 step=12 left=8 rate=25.6 pace=5.0 resident=4294967296 at=1700000000000
/// ```
///
/// @param member who says it, as the group knows it
/// @param step optimizer steps made, published or not
/// @param left steps until the next checkpoint at the latest
/// @param rate samples a second over the last steps; none before there are any, or while it waits
/// @param pace seconds from one step to the next, likewise
/// @param waits whether it waits for samples
/// @param resident bytes of its process in memory
/// @param card bytes of its graphics card that are taken, by whomever
/// @param microBatch samples of its largest pass, where a step is cut into passes by memory
/// @param at when it was said
public record TrainerReport(
    String member,
    long step,
    long left,
    OptionalDouble rate,
    OptionalDouble pace,
    boolean waits,
    long resident,
    OptionalLong card,
    OptionalInt microBatch,
    Instant at) {

  /// The form that [#parse] reads.
  public String text() {
    StringBuilder text = new StringBuilder();
    put(text, "member", member);
    put(text, "step", step);
    put(text, "left", left);
    rate.ifPresent(value -> put(text, "rate", value));
    pace.ifPresent(value -> put(text, "pace", value));
    put(text, "waits", waits);
    put(text, "resident", resident);
    card.ifPresent(value -> put(text, "card", value));
    microBatch.ifPresent(value -> put(text, "microBatch", value));
    put(text, "at", at.toEpochMilli());
    return text.toString();
  }

  private static void put(StringBuilder text, String key, Object value) {
    if (!text.isEmpty()) text.append(' ');
    text.append(String.format(Locale.ROOT, "%s=%s", key, value));
  }

  /// Nothing of a text that is none: other versions commit others, and most groups none at all.
  public static Optional<TrainerReport> parse(String text) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.split(" ")) {
      int equals = part.indexOf('=');
      if (equals > 0) values.put(part.substring(0, equals), part.substring(equals + 1));
    }
    if (!values.keySet().containsAll(List.of("member", "step", "left", "resident", "at")))
      return Optional.empty();
    try {
      return Optional.of(of(values));
    } catch (NumberFormatException strange) {
      return Optional.empty();
    }
  }

  private static TrainerReport of(Map<String, String> values) {
    return new TrainerReport(
        values.getOrDefault("member", ""),
        number(values, "step"),
        number(values, "left"),
        fraction(values, "rate"),
        fraction(values, "pace"),
        Boolean.parseBoolean(values.get("waits")),
        number(values, "resident"),
        optional(values, "card", Long::valueOf).map(OptionalLong::of).orElse(OptionalLong.empty()),
        optional(values, "microBatch", Integer::valueOf)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty()),
        Instant.ofEpochMilli(number(values, "at")));
  }

  private static long number(Map<String, String> values, String key) {
    return optional(values, key, Long::valueOf).orElse(0L);
  }

  private static OptionalDouble fraction(Map<String, String> values, String key) {
    return optional(values, key, Double::valueOf)
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private static <T> Optional<T> optional(
      Map<String, String> values, String key, Function<String, T> read) {
    return Optional.ofNullable(values.get(key)).map(read);
  }
}
