package io.viralstream.gateway.ingest;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.images.ImageIntake.StoredImage;
import io.viralstream.gateway.ingest.LlavaSample.SampleDraft;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Turns a document into a sample in the log: first its picture, then the sample that names it.
///
/// The id is content, so the same document again is the same sample, from any client.
public final class SampleIntake {

  /// One pass over a feed, as the client counts it.
  ///
  /// @param pass from 1
  record Feed(String name, int pass) {}

  private final LlavaSample format;
  private final Limits limits;
  private final ImageIntake images;
  private final Outbox outbox;
  private final Clock clock;
  private final Duration patience;

  public SampleIntake(
      Limits limits, ImageIntake images, Outbox outbox, Clock clock, Duration patience) {
    this.format = new LlavaSample(limits);
    this.limits = limits;
    this.images = images;
    this.outbox = outbox;
    this.clock = clock;
    this.patience = patience;
  }

  Arrival receive(Feed feed, Field document, Attachments files) {
    SampleDraft draft = format.read(document);
    Optional<CompletableFuture<StoredImage>> picture =
        draft
            .image()
            .map(field -> begun(images.take(files.image(field, limits.images().maxBytes()))));
    return () -> send(feed, sample(draft, picture.map(this::stored)), draft.note());
  }

  /// A picture that could not be sent ends its line at once, and does not wait for its turn.
  private CompletableFuture<StoredImage> begun(CompletableFuture<StoredImage> picture) {
    if (picture.isCompletedExceptionally()) stored(picture);
    return picture;
  }

  private StoredImage stored(CompletableFuture<StoredImage> picture) {
    return Waiting.on(picture, patience);
  }

  private static Sample sample(SampleDraft draft, Optional<StoredImage> picture) {
    String hash = picture.map(StoredImage::reference).map(ImageRef::getSha256).orElse("");
    var fingerprints =
        new Fingerprints(
            TextFingerprint.of(draft.turns()),
            picture.map(StoredImage::perceptualHash).orElse(null));
    return Sample.newBuilder()
        .setId(ContentId.sample(draft.turns(), hash, draft.pictureTurn()))
        .setClientId(draft.clientId().orElse(null))
        .setTurns(draft.turns())
        .setImage(picture.map(StoredImage::reference).orElse(null))
        .setFingerprints(fingerprints)
        .setPictureTurn(draft.pictureTurn())
        .setCategory(draft.category().orElse(null))
        .build();
  }

  private Sent send(Feed feed, Sample sample, Optional<String> note) {
    SampleEvent event =
        SampleEvent.newBuilder()
            .setFeed(feed.name())
            .setPass(feed.pass())
            .setAt(clock.instant())
            .setSample(sample)
            .build();
    return new Sent(
        sample.getId(),
        sample.getClientId(),
        note,
        outbox.send(Topics.SAMPLES, sample.getId(), event));
  }
}
