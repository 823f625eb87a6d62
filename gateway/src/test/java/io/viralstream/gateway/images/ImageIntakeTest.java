package io.viralstream.gateway.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.gateway.Pictures;
import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.images.ImageIntake.StoredImage;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.FakeOutbox;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ImageIntakeTest {
  private final FakeOutbox outbox = new FakeOutbox();
  private final TestClock clock = new TestClock();
  private final ImageIntake intake =
      new ImageIntake(
          Topics.IMAGES,
          new ImageCheck(Pictures.reader(), 1),
          outbox,
          2,
          Duration.ofHours(1),
          clock);

  @Test
  void writesTheSamePictureOnce() {
    StoredImage first = intake.take(given(Pictures.png(1))).join();
    StoredImage again = intake.take(given(Pictures.png(1))).join();
    assertEquals(first, again);
    assertEquals(1, outbox.sent(Image.class).size());
    assertEquals("kafka:images/0/0", first.reference().getUri());
  }

  @Test
  void writesAPictureAgainOnceItsTimeIsOver() {
    intake.take(given(Pictures.png(1))).join();
    clock.now = clock.now.plus(Duration.ofHours(2));
    intake.take(given(Pictures.png(1))).join();
    assertEquals(2, outbox.sent(Image.class).size());
  }

  @Test
  void forgetsThePictureThatWasNotUsedForLongest() {
    for (int shade : new int[] {1, 2, 1, 3, 1}) intake.take(given(Pictures.png(shade))).join();
    assertEquals(3, outbox.sent(Image.class).size());
    intake.take(given(Pictures.png(2))).join();
    assertEquals(4, outbox.sent(Image.class).size());
  }

  @Test
  void triesAgainWhatCouldNotBeWritten() {
    outbox.fail(new TimeoutException("away"));
    CompletableFuture<StoredImage> failed = intake.take(given(Pictures.png(1)));
    assertThrows(CompletionException.class, failed::join);
    outbox.recover();
    assertEquals(
        "kafka:images/0/0", intake.take(given(Pictures.png(1))).join().reference().getUri());
  }

  @Test
  void knowsWhereItWroteAPictureUntilItIsToldToForget() {
    ImageRef written = intake.take(given(Pictures.png(1))).join().reference();
    assertEquals(Optional.of(written), intake.place(written.getSha256()));

    intake.forget(written.getSha256());

    assertEquals(Optional.empty(), intake.place(written.getSha256()));
    intake.take(given(Pictures.png(1))).join();
    assertEquals(2, outbox.sent(Image.class).size());
  }

  @Test
  void takesAPictureWhateverItIsCalledAndWritesWhatItIs() {
    for (String called :
        List.of("image/jpeg", "image/jpg", "application/octet-stream", "text/html")) {
      String url = Pictures.dataUrl(1).replace("image/png", called);
      intake.take(Attachments.none().image(Field.text("image", url), 1 << 20)).join();
    }
    assertEquals(List.of("image/png"), mediaTypes());
  }

  @Test
  void refusesTextAsAnUnsupportedType() {
    Problem problem = Refusals.of(() -> intake.take(given(new byte[] {'h', 'i'})));
    assertEquals(ProblemKind.UNSUPPORTED_MEDIA_TYPE, problem.kind());
  }

  @Test
  void refusesATruncatedPictureAndWritesNothing() {
    byte[] png = Pictures.png(1);
    GivenImage half = given(Arrays.copyOf(png, png.length - 40));
    assertEquals(ProblemKind.IMAGE_REJECTED, Refusals.of(() -> intake.take(half)).kind());
    assertEquals(0, outbox.sent(Image.class).size());
  }

  private List<String> mediaTypes() {
    return outbox.sent(Image.class).stream().map(Image::getMediaType).toList();
  }

  private static GivenImage given(byte[] bytes) {
    return new GivenImage("image", bytes);
  }

  private static final class TestClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
