package io.viralstream.schemas;

import io.viralstream.schemas.avro.ImageRef;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A picture's place in Kafka, as an `ImageRef` names it: `kafka:images/3/991`.
public record ImageLocation(String topic, int partition, long offset) {
  private static final Pattern URI =
      Pattern.compile("kafka:(images|ask-images)/(\\d{1,6})/(\\d{1,18})");

  public String uri() {
    return "kafka:" + topic + "/" + partition + "/" + offset;
  }

  /// @throws IllegalArgumentException where the reference names another scheme or no picture topic
  public static ImageLocation of(ImageRef reference) {
    Matcher match = URI.matcher(reference.getUri());
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "image uri=" + reference.getUri() + ", expected kafka:images/PARTITION/OFFSET");
    }
    return new ImageLocation(
        match.group(1), Integer.parseInt(match.group(2)), Long.parseLong(match.group(3)));
  }
}
