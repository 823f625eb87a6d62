package io.viralstream.cli.feed;

import io.viralstream.cli.console.Progress;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Sends every line of a file with its picture to a gateway.
///
/// Sending a file again is harmless: ids are content. A line that cannot be sent is counted and
/// left out.
public final class LineUpload {
  private static final String DATA_URL = "data:";

  private final ImageFolder images;
  private final BatchUpload batches;
  private final UploadCounts counts;

  /// @param counts those of `batches`
  public LineUpload(ImageFolder images, BatchUpload batches, UploadCounts counts) {
    this.images = images;
    this.batches = batches;
    this.counts = counts;
  }

  /// @throws IOException where the file cannot be read, or is no text in UTF-8
  public void send(Path file, Progress progress) throws IOException, InterruptedException {
    try (var lines = RecordFile.open(file)) {
      for (Optional<RecordFile.Placed> line = lines.next(); line.isPresent(); line = lines.next()) {
        add(line.get());
        progress.at(lines.position(), counts.sentence());
      }
      batches.flush();
      progress.at(lines.size(), counts.sentence());
    }
  }

  private void add(RecordFile.Placed line) throws InterruptedException {
    try {
      Optional<ImageFolder.LocalImage> image = image(line.document());
      batches.add(line.place(), line.tree(), image);
    } catch (ImageFolder.Unavailable e) {
      counts.refuse(line.place(), e.reason());
    } catch (ProblemException refused) {
      counts.refuse(line.place(), refused.problem().detail());
    }
  }

  /// A data URL travels as it stands.
  private Optional<ImageFolder.LocalImage> image(Field document) throws ImageFolder.Unavailable {
    Optional<String> name = PictureField.of(document).map(Field::text);
    if (name.isEmpty() || name.get().regionMatches(true, 0, DATA_URL, 0, DATA_URL.length()))
      return Optional.empty();
    return Optional.of(images.read(name.get()));
  }
}
