package io.viralstream.gateway.batch;

import io.viralstream.gateway.images.Attachments;
import java.util.List;

/// The records of one request in their order, with the files that came along.
public record Batch(Shape shape, List<Line> lines, Attachments files) {

  /// Whether the client sent one record as such or a list, which may have one element.
  public enum Shape {
    ONE,
    MANY
  }
}
