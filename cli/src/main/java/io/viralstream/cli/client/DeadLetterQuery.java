package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which dead letters are asked for; an absent part means all.
///
/// @param since a moment such as `2026-01-31T12:00:00Z`
public record DeadLetterQuery(
    Optional<String> step,
    Optional<String> category,
    Optional<String> arm,
    Optional<String> reason,
    Optional<String> since) {

  public boolean isEmpty() {
    return parts().findAny().isEmpty();
  }

  String query() {
    return parts()
        .map(part -> part.name + "=" + URLEncoder.encode(part.value, StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /// The same as members of a document.
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    parts().forEach(part -> json.put(part.name, part.value));
    return json;
  }

  private record Part(String name, String value) {}

  private Stream<Part> parts() {
    return Stream.of(
            part("step", step),
            part("category", category),
            part("arm", arm),
            part("reason", reason),
            part("since", since))
        .flatMap(Optional::stream);
  }

  private static Optional<Part> part(String name, Optional<String> value) {
    return value.map(text -> new Part(name, text));
  }
}
