package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.StrictJson;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The text by which an arm is known: one flat JSON object, whatever records the settings are
/// nested in, with its keys in alphabetical order.
///
/// A setting that came later is left out where it has its default. Arms that were known before it
/// existed therefore keep their text, and with it their hash.
final class CanonicalText {

  /// What every text says, default or not: the keys of the first arms that were published. It never
  /// grows.
  private static final Set<String> ALWAYS =
      Set.of(
          "name",
          "lambda",
          "layer",
          "alignmentWidth",
          "teaching",
          "seed",
          "learningRate",
          "schedule",
          "totalSteps",
          "warmUpSteps",
          "weightDecay",
          "beta1",
          "beta2",
          "clip",
          "batch",
          "checkpointEvery",
          "baseModel");

  private CanonicalText() {}

  /// @param settings records in records, in which no two components have one name
  /// @param standard the same with every setting at its default
  static String text(Record settings, Record standard) {
    Map<String, String> defaults = values(StrictJson.canonical(standard));
    return values(StrictJson.canonical(settings)).entrySet().stream()
        .filter(each ->
            ALWAYS.contains(each.getKey()) || !each.getValue().equals(defaults.get(each.getKey())))
        .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// The values by key, each as JSON; those of an object in the object count as its own.
  static SortedMap<String, String> values(String json) {
    SortedMap<String, String> flat = new TreeMap<>();
    flatten(json, flat);
    return flat;
  }

  private static void flatten(String json, SortedMap<String, String> flat) {
    StrictJson.values("settings", json)
        .forEach((key, value) -> {
          if (value.startsWith("{")) flatten(value, flat);
          else if (flat.put(key, value) != null)
            throw new IllegalArgumentException("two settings are called " + key);
        });
  }
}
