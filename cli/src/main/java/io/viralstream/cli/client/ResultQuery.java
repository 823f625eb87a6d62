package io.viralstream.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which results are asked for; an absent part means all.
///
/// @param against a second model, which `model` is compared with
/// @param after what the page before said as `next`
public record ResultQuery(
    Optional<String> evaluation,
    Optional<String> model,
    Optional<String> arm,
    Optional<String> benchmark,
    Optional<String> category,
    Optional<String> against,
    Optional<String> after,
    Optional<Integer> limit) {

  public static ResultQuery ofEvaluation(String id) {
    return new ResultQuery(
        Optional.of(id),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// All of one benchmark.
  public static ResultQuery ofBenchmark(String name) {
    return new ResultQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  String query() {
    return Stream.of(
            part("evaluation", evaluation),
            part("model", model),
            part("arm", arm),
            part("benchmark", benchmark),
            part("category", category),
            part("against", against),
            part("after", after),
            part("limit", limit.map(String::valueOf)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("&"));
  }

  private static Optional<String> part(String name, Optional<String> value) {
    return value.map(text -> name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }
}
