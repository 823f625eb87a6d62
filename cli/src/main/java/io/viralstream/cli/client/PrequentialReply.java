package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Prequential curves as the gateway tells of them.
///
/// @param json the whole reply; gateway/API.md has the fields
public record PrequentialReply(JsonNode json) {

  /// One feed's or one category's curve.
  ///
  /// @param kind `feed` or `category`
  public record Curve(String kind, String name, long samples, List<Point> points) {
    public Curve {
      points = List.copyOf(points);
    }
  }

  /// A curve at one of its samples, by windowed means and by means with a fading factor.
  public record Point(
      long sample,
      long step,
      double windowedExact,
      double windowedLm,
      double fadingExact,
      double fadingLm) {

    private static Point of(JsonNode json) {
      return new Point(
          json.path("sample").asLong(),
          json.path("step").asLong(),
          json.at("/windowed/exactMatch").asDouble(),
          json.at("/windowed/lm").asDouble(),
          json.at("/fading/exactMatch").asDouble(),
          json.at("/fading/lm").asDouble());
    }
  }

  public long samples() {
    return json.path("samples").asLong();
  }

  public long earlierLeftOut() {
    return json.path("earlierLeftOut").asLong();
  }

  public long smallerLeftOut() {
    return json.path("smallerLeftOut").asLong();
  }

  public List<Curve> curves() {
    var curves = new ArrayList<Curve>();
    for (JsonNode curve : json.path("curves")) {
      var points = new ArrayList<Point>();
      curve.path("points").forEach(point -> points.add(Point.of(point)));
      curves.add(
          new Curve(
              curve.path("kind").asText(),
              curve.path("name").asText(),
              curve.path("samples").asLong(),
              points));
    }
    return List.copyOf(curves);
  }
}
