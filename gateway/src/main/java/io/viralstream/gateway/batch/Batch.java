package io.viralstream.gateway.batch;

import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.json.Field;
import java.util.List;
import java.util.function.Supplier;

/// The records of one request in their order, with the files that came along.
public record Batch(Shape shape, List<Line> lines, Attachments files) {

  /// One record of a request, not yet read: reading may find that it is no JSON.
  ///
  /// @param number from 1; in JSON Lines the line itself, blank ones counted
  public record Line(int number, Supplier<Field> document) {}

  /// Whether the client sent one record as such or a list, which may have one element.
  public enum Shape {
    ONE,
    MANY
  }
}
