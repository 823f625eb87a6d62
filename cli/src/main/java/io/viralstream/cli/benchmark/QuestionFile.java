package io.viralstream.cli.benchmark;

import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.cli.feed.RecordFile;
import io.viralstream.cli.feed.UploadCounts;
import io.viralstream.gateway.Limits;
import io.viralstream.gateway.benchmarks.ItemDraft;
import io.viralstream.gateway.benchmarks.QuestionFormat;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ItemHashes;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// A question file as a sealed benchmark will know it: its version and how many items it has.
///
/// The version is the hash of all items with their truth, which this side computes before it sends
/// anything: it names it on every item, and the gateway compares it at the seal. Questions are read
/// by the gateway's own format, so that both sides know the same items.
public final class QuestionFile {
  private static final int MOST = Limits.defaults().benchmarkItems();

  private final QuestionFormat format = new QuestionFormat(Limits.unbounded());
  private final Path file;
  private final ImageFolder images;

  /// What a file comes to.
  public record Contents(String version, int items) {}

  public QuestionFile(Path file, ImageFolder images) {
    this.file = file;
    this.images = images;
  }

  /// @param refusals gets each question that cannot be taken, with its place
  /// @throws IOException where the file cannot be read, is no text in UTF-8, or holds too many
  ///   questions
  public Contents read(Progress progress, UploadCounts refusals) throws IOException {
    var hashes = new ItemHashes();
    try (var lines = RecordFile.open(file)) {
      for (Optional<RecordFile.Placed> line = lines.next(); line.isPresent(); line = lines.next()) {
        add(hashes, line.get(), refusals);
        progress.at(lines.position(), hashes.size() + " items");
      }
      progress.at(lines.size(), hashes.size() + " items");
    }
    return new Contents(BenchmarkVersion.of(hashes), hashes.size());
  }

  private void add(ItemHashes hashes, RecordFile.Placed line, UploadCounts refusals)
      throws IOException {
    try {
      BenchmarkItem item = item(format.read(line.document()));
      String hash = BenchmarkVersion.itemHash(item);
      Optional<ItemHashes.Item> known = hashes.find(item.getId());
      known.ifPresentOrElse(first -> {}, () -> hashes.put(item.getId(), hash, 0));
      if (known.filter(first -> !first.hash().equals(hash)).isPresent())
        refusals.refuse(line.place(), "label: was asked before with another truth");
    } catch (ProblemException refused) {
      refusals.refuse(line.place(), refused.problem().detail());
    } catch (ImageFolder.Unavailable missing) {
      refusals.refuse(line.place(), missing.reason());
    }
    if (hashes.size() > MOST)
      throw new IOException(file.getFileName() + ": has more than " + MOST + " questions");
  }

  /// The item as the gateway will read it; its id, without the version, tells questions apart.
  private BenchmarkItem item(ItemDraft draft) throws ImageFolder.Unavailable {
    Optional<ImageRef> picture = reference(draft);
    String seen = ContentId.picture(picture.map(ImageRef::getSha256), draft.imageName());
    String id = ContentId.item("", "", draft.category(), draft.sourceId(), seen, draft.question());
    return draft.item(id, picture, new Fingerprints("", null));
  }

  private Optional<ImageRef> reference(ItemDraft draft) throws ImageFolder.Unavailable {
    if (draft.image().isEmpty()) return Optional.empty();
    ImageFolder.LocalImage picture = images.read(draft.image().get().text());
    return Optional.of(new ImageRef(picture.sha256(), "", picture.bytes().length));
  }
}
