package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Multipart;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Progress;
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

  private final String part;
  private final ImageFolder images;
  private final Destination destination;
  private final Tally tally;
  private final Pause pause;

  /// Where a batch goes.
  @FunctionalInterface
  public interface Destination {
    BatchReply send(Multipart batch) throws InterruptedException;
  }

  /// @param part what the gateway calls the lines: `samples` or `items`
  public LineUpload(
      String part, ImageFolder images, Destination destination, Tally tally, Pause pause) {
    this.part = part;
    this.images = images;
    this.destination = destination;
    this.tally = tally;
    this.pause = pause;
  }

  /// @throws IOException where the file cannot be read or is no JSON
  public void send(Path file, Progress progress) throws IOException, InterruptedException {
    try (var lines = JsonSequence.open(file)) {
      var batch = new Batch();
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        batch = add(batch, lines.place(), line.get());
        progress.at(lines.position(), tally.taken() + " taken, " + tally.refused() + " refused");
      }
      flush(batch);
      progress.at(lines.size(), tally.taken() + " taken, " + tally.refused() + " refused");
    }
  }

  private Batch add(Batch batch, String place, ObjectNode line) throws InterruptedException {
    try {
      var image = image(line);
      if (batch.takes(line, image)) {
        batch.add(place, line, image);
        return batch;
      }
      flush(batch);
      var next = new Batch();
      next.add(place, line, image);
      return next;
    } catch (ImageUnavailable e) {
      tally.refuse(place, e.reason());
      return batch;
    }
  }

  /// A data URL travels as it stands; what is no text is left to the gateway, which says what is
  /// wrong with it.
  private Optional<LocalImage> image(ObjectNode line) throws ImageUnavailable {
    var name = line.path("image");
    if (!name.isTextual() || name.asText().startsWith("data:")) return Optional.empty();
    return Optional.of(images.read(name.asText()));
  }

  private void flush(Batch batch) throws InterruptedException {
    if (batch.isEmpty()) return;
    var reply = settled(batch);
    tally.take(reply.taken());
    for (var refusal : reply.refusals())
      tally.refuse(batch.line(refusal.line()).place(), refusal.problem().sentence());
  }

  /// Lines that found the log away are sent again with all others, which changes nothing for those.
  private BatchReply settled(Batch batch) throws InterruptedException {
    var reply = destination.send(batch.multipart(part));
    for (int attempt = 1; attempt < ATTEMPTS && reply.anyUnavailable(); attempt++) {
      pause.pause(PACE);
      reply = destination.send(batch.multipart(part));
    }
    return reply;
  }
}
