package io.viralstream.workers.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaImagesTest {
  private static final byte[] FIRST = bytes("first");
  private static final byte[] SECOND = bytes("second");

  private final FakeKafka kafka = new FakeKafka();
  private final KafkaImages images = new KafkaImages(kafka, kafka.serdes());

  @BeforeEach
  void store() {
    kafka.append(Topics.IMAGES, new Image("image/png", ByteBuffer.wrap(FIRST)));
    kafka.append(Topics.IMAGES, new Image("image/png", ByteBuffer.wrap(SECOND)));
    kafka.append(Topics.IMAGES.name(), bytes("no record"));
  }

  @AfterEach
  void close() {
    images.close();
  }

  @Test
  void readsEachPictureByItsPlace() throws ImageSource.Unavailable {
    assertArrayEquals(SECOND, images.read(reference(SECOND, "kafka:images/0/1")));
    assertArrayEquals(FIRST, images.read(reference(FIRST, "kafka:images/0/0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka:images/0/9",
        "kafka:images/7/0",
        "kafka:samples/0/0",
        "s3://bucket/key",
        ""
      })
  void saysThatAPictureIsMissing(String uri) {
    assertEquals(Category.IMAGE_MISSING, failure(reference(FIRST, uri)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kafka:images/0/1", "kafka:images/0/2"})
  void saysThatAPictureIsAnother(String uri) {
    assertEquals(Category.IMAGE_CORRUPT, failure(reference(FIRST, uri)));
  }

  @Test
  void doesNotCallAPictureMissingBecauseTheBrokerIsAway() {
    kafka.fallSilent();
    try (KafkaImages hasty = new KafkaImages(kafka, kafka.serdes(), Duration.ofMillis(50))) {
      assertThrows(TimeoutException.class, () -> hasty.read(reference(FIRST, "kafka:images/0/0")));
    }
  }

  @Test
  void namesThePictureAndWhatStandsInItsPlace() {
    ImageRef wanted = reference(FIRST, "kafka:images/0/1");
    ImageSource.Unavailable unavailable =
        assertThrows(ImageSource.Unavailable.class, () -> images.read(wanted));
    assertEquals(
        "kafka:images/0/1 holds " + ContentId.of(SECOND) + ", expected " + ContentId.of(FIRST),
        unavailable.getMessage());
  }

  private Category failure(ImageRef reference) {
    return assertThrows(ImageSource.Unavailable.class, () -> images.read(reference)).category();
  }

  private static ImageRef reference(byte[] content, String uri) {
    return new ImageRef(ContentId.of(content), uri, content.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
