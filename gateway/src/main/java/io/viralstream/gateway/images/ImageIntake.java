package io.viralstream.gateway.images;

import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.images.ContentHash;
import io.viralstream.images.ImageType;
import io.viralstream.schemas.ImageLocation;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Takes pictures into one topic: checked, named by their content, written once as far as this
/// gateway knows. Copies are harmless.
public final class ImageIntake {

  /// A picture that was checked and is in the log.
  ///
  /// @param perceptualHash what near-duplicates are recognised by
  public record StoredImage(ImageRef reference, long perceptualHash) {}

  private final Topic<Image> topic;
  private final ImageCheck check;
  private final Outbox outbox;
  private final KnownImages known;

  /// @param most how many pictures are remembered
  /// @param remembered for how long; less than the topic keeps them
  public ImageIntake(
      Topic<Image> topic,
      ImageCheck check,
      Outbox outbox,
      int most,
      Duration remembered,
      Clock clock) {
    this.topic = topic;
    this.check = check;
    this.outbox = outbox;
    this.known = new KnownImages(most, remembered, clock);
  }

  /// The future completes once the picture is in the log. A picture that is not taken is a problem,
  /// thrown at once.
  public CompletableFuture<StoredImage> take(GivenImage image) {
    ImageType type = check.type(image);
    String sha256 = ContentHash.sha256(image.bytes());
    return known
        .find(sha256)
        .orElseGet(() -> write(image, sha256, type.mediaType(), check.perceptualHash(image)));
  }

  /// Where this gateway last wrote a picture, as far as it remembers.
  public Optional<ImageRef> place(String sha256) {
    return known
        .find(sha256)
        .filter(written -> written.isDone() && !written.isCompletedExceptionally())
        .map(written -> written.join().reference());
  }

  /// Has a picture written again when it next comes: it is not where it was written.
  public void forget(String sha256) {
    known.find(sha256).ifPresent(written -> known.forget(sha256, written));
  }

  private CompletableFuture<StoredImage> write(
      GivenImage image, String sha256, String mediaType, long hash) {
    int length = image.bytes().length; // so that nothing that waits holds the picture
    CompletableFuture<StoredImage> written =
        outbox
            .send(topic, sha256, new Image(mediaType, ByteBuffer.wrap(image.bytes())))
            .thenApply(place -> stored(place, sha256, length, hash));
    known.remember(sha256, written);
    return written.whenComplete((stored, failure) -> {
      if (failure != null) known.forget(sha256, written);
    });
  }

  private static StoredImage stored(RecordMetadata place, String sha256, int bytes, long hash) {
    var location = new ImageLocation(place.topic(), place.partition(), place.offset());
    return new StoredImage(new ImageRef(sha256, location.uri(), bytes), hash);
  }
}
