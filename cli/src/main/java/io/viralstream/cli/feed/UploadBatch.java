package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.Multipart;
import io.viralstream.schemas.ContentId;
import java.io.ByteArrayOutputStream;
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
  /// @param json in UTF-8; not to be changed
  record Line(String place, byte[] json) {
    /// A record without a picture, or with one that it calls by its SHA-256.
    static Line of(String place, ObjectNode record, Optional<ImageFolder.LocalImage> image) {
      image.ifPresent(picture -> {
        record.put("image", picture.sha256());
        record.remove("images");
      });
      return new Line(place, record.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Whether one more line may join; the first always may.
  boolean takes(Line line, Optional<ImageFolder.LocalImage> image) {
    if (isEmpty()) return true;
    long more = line.json().length + image.map(picture -> picture.bytes().length).orElse(0);
    return lines.size() < LINES && images.size() < IMAGES && bytes + more <= BYTES;
  }

  void add(Line line, Optional<ImageFolder.LocalImage> image) {
    image.ifPresent(this::take);
    bytes += line.json().length;
    lines.add(line);
  }

  private void take(ImageFolder.LocalImage picture) {
    if (images.putIfAbsent(picture.sha256(), picture) == null) bytes += picture.bytes().length;
  }

  /// @param line from 1
  Line line(int line) {
    return lines.get(Math.clamp(line, 1, lines.size()) - 1);
  }

  /// @param name of the part that holds the lines
  Multipart multipart(String name) {
    var text = new ByteArrayOutputStream();
    for (Line line : lines) {
      if (text.size() > 0) text.write('\n');
      text.writeBytes(line.json());
    }
    byte[] all = text.toByteArray();
    String boundary = ContentId.of(all).substring(0, 32);
    Multipart body = new Multipart(boundary).text(name, all);
    images.values().forEach(image -> body.file(image.sha256(), image.bytes()));
    return body;
  }
}
