package io.viralstream.gateway.deadletters;

import io.viralstream.gateway.deadletters.ResendCheck.Pictures;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.kafka.Places;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ImageLocation;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Image;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.RegistryUnavailableException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;

/// Pictures of the log, looked at where a reference says and then where this gateway last wrote
/// them.
///
/// A picture that is in neither place is forgotten, so that the next sample that brings it writes
/// it again instead of naming the place where it is not.
final class StoredPictures implements Pictures {
  private final Places places;
  private final AvroSerde<Image> serde;
  private final ImageIntake intake;

  StoredPictures(Places places, AvroSerde<Image> serde, ImageIntake intake) {
    this.places = places;
    this.serde = serde;
    this.intake = intake;
  }

  @Override
  public Optional<ImageRef> find(ImageRef reference) {
    if (isAt(reference)) return Optional.of(reference);
    Optional<ImageRef> written = intake.place(reference.getSha256()).filter(this::isAt);
    if (written.isEmpty()) intake.forget(reference.getSha256());
    return written;
  }

  private boolean isAt(ImageRef reference) {
    return location(reference)
        .flatMap(place -> places.value(place.topic(), place.partition(), place.offset()))
        .filter(value -> holds(value, reference.getSha256()))
        .isPresent();
  }

  private boolean holds(byte[] value, String sha256) {
    try {
      ByteBuffer content = serde.toRecord(value).getContent();
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      return ContentId.of(bytes).equals(sha256);
    } catch (RegistryUnavailableException away) {
      throw away;
    } catch (SerializationException other) {
      return false;
    }
  }

  private static Optional<ImageLocation> location(ImageRef reference) {
    try {
      var place = ImageLocation.of(reference);
      return place.topic().equals(Topics.IMAGES.name()) ? Optional.of(place) : Optional.empty();
    } catch (IllegalArgumentException elsewhere) {
      return Optional.empty();
    }
  }
}
