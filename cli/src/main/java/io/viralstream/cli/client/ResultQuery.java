package io.viralstream.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which results are asked for; an absent part means all.
public record ResultQuery(
    Optional<String> evaluation,
    Optional<String> model,
    Optional<String> arm,
    Optional<String> benchmark,
    Optional<String> category) {

  public static ResultQuery ofEvaluation(String id) {
    return new ResultQuery(
        Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  String query() {
    return Stream.of(
            part("evaluation", evaluation),
            part("model", model),
            part("arm", arm),
            part("benchmark", benchmark),
            part("category", category))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("&"));
  }

  private static Optional<String> part(String name, Optional<String> value) {
    return value.map(text -> name + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
  }
}
