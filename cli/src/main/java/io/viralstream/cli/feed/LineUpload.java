package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Multipart;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Progress;
import io.viralstream.gateway.images.PictureField;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Sends every line of a file with its picture to a gateway, one bounded batch after the other, so
/// that the gateway's order is the file's.
///
/// Sending a file again is harmless: ids are content. A line that cannot be sent is counted and
/// left out.
public final class LineUpload {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 60;
  private static final String DATA_URL = "data:";

  private final String part;
  private final ImageFolder images;
  private final Destination destination;
  private final UploadCounts counts;
  private final Pause pause;

  /// Where a batch goes.
  @FunctionalInterface
  public interface Destination {
    BatchReply send(Multipart batch) throws InterruptedException;
  }

  /// @param part what the gateway calls the lines: `samples` or `items`
  public LineUpload(
      String part, ImageFolder images, Destination destination, UploadCounts counts, Pause pause) {
    this.part = part;
    this.images = images;
    this.destination = destination;
    this.counts = counts;
    this.pause = pause;
  }

  /// @throws IOException where the file cannot be read, or is no text in UTF-8
  public void send(Path file, Progress progress) throws IOException, InterruptedException {
    try (var lines = RecordFile.open(file)) {
      var batch = new UploadBatch();
      for (Optional<RecordFile.Placed> line = lines.next(); line.isPresent(); line = lines.next()) {
        batch = add(batch, line.get());
        progress.at(lines.position(), counts.taken() + " taken, " + counts.refused() + " refused");
      }
      flush(batch);
      progress.at(lines.size(), counts.taken() + " taken, " + counts.refused() + " refused");
    }
  }

  private UploadBatch add(UploadBatch batch, RecordFile.Placed line) throws InterruptedException {
    try {
      Optional<ImageFolder.LocalImage> image = image(line.document());
      ObjectNode tree = line.tree();
      if (batch.takes(tree, image)) {
        batch.add(line.place(), tree, image);
        return batch;
      }
      flush(batch);
      var next = new UploadBatch();
      next.add(line.place(), tree, image);
      return next;
    } catch (ImageFolder.Unavailable e) {
      counts.refuse(line.place(), e.reason());
      return batch;
    } catch (ProblemException refused) {
      counts.refuse(line.place(), refused.problem().detail());
      return batch;
    }
  }

  /// A data URL travels as it stands.
  private Optional<ImageFolder.LocalImage> image(Field document) throws ImageFolder.Unavailable {
    Optional<String> name = PictureField.of(document).map(Field::text);
    if (name.isEmpty() || name.get().regionMatches(true, 0, DATA_URL, 0, DATA_URL.length()))
      return Optional.empty();
    return Optional.of(images.read(name.get()));
  }

  private void flush(UploadBatch batch) throws InterruptedException {
    if (batch.isEmpty()) return;
    BatchReply reply = settled(batch);
    counts.take(reply.taken());
    for (BatchReply.Refusal refusal : reply.refusals())
      counts.refuse(batch.line(refusal.line()).place(), refusal.problem().sentence());
    for (BatchReply.Note note : reply.notes())
      counts.note(batch.line(note.line()).place(), note.text());
  }

  /// Lines that found the log away are sent again with all others, which changes nothing for those.
  private BatchReply settled(UploadBatch batch) throws InterruptedException {
    BatchReply reply = destination.send(batch.multipart(part));
    for (int attempt = 1; attempt < ATTEMPTS && reply.anyUnavailable(); attempt++) {
      pause.pause(PACE);
      reply = destination.send(batch.multipart(part));
    }
    return reply;
  }
}
