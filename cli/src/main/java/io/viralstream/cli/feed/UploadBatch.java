package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.Multipart;
import io.viralstream.schemas.ContentId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines and the pictures that they name, up to what one request may carry.
///
/// A picture travels once however many lines name it; its part is called by its SHA-256.
final class UploadBatch {
  private static final int LINES = 500;
  private static final int IMAGES = 100;
  private static final int BYTES = 16 * 1024 * 1024;

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, ImageFolder.LocalImage> images = new LinkedHashMap<>();
  private long bytes;

  /// @param place what to call the line when it is refused
  record Line(String place, String json) {}

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Whether one more line may join; the first always may.
  boolean takes(ObjectNode line, Optional<ImageFolder.LocalImage> image) {
    if (isEmpty()) return true;
    long more =
        size(line.toString()) + image.map(picture -> (long) picture.bytes().length).orElse(0L);
    return lines.size() < LINES && images.size() < IMAGES && bytes + more <= BYTES;
  }

  void add(String place, ObjectNode line, Optional<ImageFolder.LocalImage> image) {
    image.ifPresent(picture -> take(line, picture));
    String json = line.toString();
    bytes += size(json);
    lines.add(new Line(place, json));
  }

  private static long size(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  private void take(ObjectNode line, ImageFolder.LocalImage picture) {
    line.put("image", picture.sha256());
    line.remove("images");
    if (images.putIfAbsent(picture.sha256(), picture) == null) bytes += picture.bytes().length;
  }

  /// @param line from 1
  Line line(int line) {
    return lines.get(Math.clamp(line, 1, lines.size()) - 1);
  }

  /// @param name of the part that holds the lines
  Multipart multipart(String name) {
    var text = String.join("\n", lines.stream().map(Line::json).toList());
    String boundary = ContentId.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    Multipart body = new Multipart(boundary).text(name, text);
    images.values().forEach(image -> body.file(image.sha256(), image.bytes()));
    return body;
  }
}
