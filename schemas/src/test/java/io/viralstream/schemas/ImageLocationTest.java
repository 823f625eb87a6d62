package io.viralstream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.avro.ImageRef;
import org.junit.jupiter.api.Test;

class ImageLocationTest {

  @Test
  void readsWhatItWrites() {
    var location = new ImageLocation("images", 3, 991);
    assertEquals(location, ImageLocation.of(new ImageRef("aa", location.uri(), 7)));
  }

  @Test
  void refusesTopicsThatHoldNoPictures() {
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageLocation.of(new ImageRef("aa", "kafka:samples/0/1", 7)));
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageLocation.of(new ImageRef("aa", "file:/etc/passwd", 7)));
  }
}
