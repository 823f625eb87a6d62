package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.Limits;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.images.Attachments;
import io.viralstream.gateway.images.ImageIntake;
import io.viralstream.gateway.images.ImageIntake.StoredImage;
import io.viralstream.gateway.ingest.TextFingerprint;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Turns a document into an item of a benchmark version in the log.
///
/// Under a sealed version nothing is written: an item that is already there counts as taken, any
/// other contradicts the seal.
public final class ItemIntake {
  private final QuestionFormat format;
  private final Limits limits;
  private final ImageIntake images;
  private final Outbox outbox;
  private final Catalogue catalogue;
  private final SealedItems sealed;
  private final Duration patience;

  public ItemIntake(
      Limits limits,
      ImageIntake images,
      Outbox outbox,
      Catalogue catalogue,
      SealedItems sealed,
      Duration patience) {
    this.format = new QuestionFormat(limits);
    this.limits = limits;
    this.images = images;
    this.outbox = outbox;
    this.catalogue = catalogue;
    this.sealed = sealed;
    this.patience = patience;
  }

  Arrival receive(VersionName version, Field document, Attachments files) {
    ItemDraft draft = format.read(document);
    Optional<CompletableFuture<StoredImage>> picture =
        draft
            .image()
            .map(field -> begun(images.take(files.image(field, limits.images().maxBytes()))));
    return () -> send(version, item(version, draft, picture.map(this::stored)));
  }

  /// A picture that could not be sent ends its line at once, and does not wait for its turn.
  private CompletableFuture<StoredImage> begun(CompletableFuture<StoredImage> picture) {
    if (picture.isCompletedExceptionally()) stored(picture);
    return picture;
  }

  private StoredImage stored(CompletableFuture<StoredImage> picture) {
    return Waiting.on(picture, patience);
  }

  private static BenchmarkItem item(
      VersionName version, ItemDraft draft, Optional<StoredImage> picture) {
    return draft.item(
        id(version, draft, picture),
        picture.map(StoredImage::reference),
        new Fingerprints(
            TextFingerprint.of(draft.question(), draft.truth()),
            picture.map(StoredImage::perceptualHash).orElse(null)));
  }

  private static String id(VersionName version, ItemDraft draft, Optional<StoredImage> picture) {
    Optional<String> hash = picture.map(StoredImage::reference).map(ImageRef::getSha256);
    return ContentId.item(
        version.name(),
        version.version(),
        draft.category(),
        draft.sourceId(),
        ContentId.picture(hash, draft.imageName()),
        draft.question());
  }

  private Sent send(VersionName version, BenchmarkItem item) {
    catalogue.requireWhole(); // else an item could slip in behind a seal
    if (catalogue.benchmark(version.name(), version.version()).isPresent())
      return alreadyThere(version, item);
    BenchmarkItemEvent event =
        BenchmarkItemEvent.newBuilder()
            .setBenchmark(version.name())
            .setVersion(version.version())
            .setItem(item)
            .build();
    return sent(item, outbox.send(Topics.BENCHMARK_ITEMS, item.getId(), event));
  }

  private Sent alreadyThere(VersionName version, BenchmarkItem item) {
    if (!sealed.of(version).holds(item))
      throw Problem.of(ProblemKind.CONFLICT, "the version is sealed without this item").exception();
    return sent(item, CompletableFuture.completedFuture(item));
  }

  private static Sent sent(BenchmarkItem item, CompletableFuture<?> acknowledgement) {
    return new Sent(item.getId(), Optional.of(item.getSourceId()), acknowledgement);
  }
}
