package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Multipart;
import io.viralstream.cli.client.Pause;
import java.time.Duration;
import java.util.Optional;

/// Gathers JSON records into batches that one request may carry, and sends them one after the
/// other, so that the gateway's order is the caller's.
///
/// Whatever is sent may be sent again: ids are content.
public final class BatchUpload {
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 60;

  private final String part;
  private final Destination destination;
  private final UploadCounts counts;
  private final Pause pause;
  private UploadBatch batch = new UploadBatch();

  /// Where a batch goes.
  @FunctionalInterface
  public interface Destination {
    BatchReply send(Multipart batch) throws InterruptedException;
  }

  /// @param part what the gateway calls the records: `samples`, `items` or `answers`
  /// @param counts gets what was taken and refused, whenever a batch was sent
  public BatchUpload(String part, Destination destination, UploadCounts counts, Pause pause) {
    this.part = part;
    this.destination = destination;
    this.counts = counts;
    this.pause = pause;
  }

  /// Takes a record without a picture; the batch before it is sent when it is full.
  ///
  /// @param place what to call the record when it is refused
  public void add(String place, ObjectNode record) throws InterruptedException {
    add(place, record, Optional.empty());
  }

  /// The same with a picture, which travels once in a batch.
  public void add(String place, ObjectNode record, Optional<ImageFolder.LocalImage> image)
      throws InterruptedException {
    if (!batch.takes(record, image)) flush();
    batch.add(place, record, image);
  }

  /// Sends what was gathered; afterwards the gateway has said of every record what became of it.
  public void flush() throws InterruptedException {
    if (batch.isEmpty()) return;
    UploadBatch sent = batch;
    BatchReply reply = settled(sent);
    counts.take(reply.taken());
    for (BatchReply.Refusal refusal : reply.refusals())
      counts.refuse(sent.line(refusal.line()).place(), refusal.problem().sentence());
    for (BatchReply.Note note : reply.notes())
      counts.note(sent.line(note.line()).place(), note.text());
    batch = new UploadBatch();
  }

  /// Records that found the log away are sent again with all others, which changes nothing for
  /// those.
  private BatchReply settled(UploadBatch full) throws InterruptedException {
    BatchReply reply = destination.send(full.multipart(part));
    for (int attempt = 1; attempt < ATTEMPTS && reply.anyUnavailable(); attempt++) {
      pause.pause(PACE);
      reply = destination.send(full.multipart(part));
    }
    return reply;
  }
}
