package io.viralstream.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which prequential curves are asked for; an absent feed or category means all.
///
/// @param window samples of a windowed mean
/// @param fading α, above 0 and at most 1
/// @param points of each curve at most
public record PrequentialRequest(
    String arm,
    Optional<String> feed,
    Optional<String> category,
    int window,
    double fading,
    int points) {

  String query() {
    return Stream.of(
            Stream.of(part("arm", arm)),
            feed.map(name -> part("feed", name)).stream(),
            category.map(name -> part("category", name)).stream(),
            Stream.of(
                "window=" + window, part("fading", Double.toString(fading)), "points=" + points))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("&"));
  }

  private static String part(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
