package io.viralstream.cli.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Multipart;
import io.viralstream.cli.client.Pause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Gathers JSON records into batches that one request may carry, and sends them one after the
/// other, so that the gateway's order is the caller's: one is on its way while the next is
/// gathered.
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
  private Optional<OnItsWay> before = Optional.empty();

  /// A batch that was sent, and the reply to come.
  private record OnItsWay(UploadBatch batch, FutureTask<BatchReply> reply) {}

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
    UploadBatch.Line line = UploadBatch.Line.of(place, record, image);
    if (!batch.takes(line, image)) send();
    batch.add(line, image);
  }

  /// Sends what was gathered; afterwards the gateway has said of every record what became of it.
  public void flush() throws InterruptedException {
    if (!batch.isEmpty()) send();
    settle();
  }

  /// Once the batch before is settled.
  private void send() throws InterruptedException {
    settle();
    UploadBatch full = batch;
    var reply = new FutureTask<>(() -> settled(full));
    before = Optional.of(new OnItsWay(full, reply));
    batch = new UploadBatch();
    Thread.ofVirtual().name("upload").start(reply);
  }

  /// Waits for the batch that is on its way, and counts what became of it.
  private void settle() throws InterruptedException {
    if (before.isEmpty()) return;
    OnItsWay sent = before.get();
    before = Optional.empty();
    count(sent.batch(), reply(sent.reply()));
  }

  private static BatchReply reply(FutureTask<BatchReply> sending) throws InterruptedException {
    try {
      return sending.get();
    } catch (InterruptedException stopped) {
      sending.cancel(true);
      throw stopped;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException refused) throw refused;
      if (failed.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(failed.getCause()); // its thread was interrupted by nobody
    }
  }

  private void count(UploadBatch sent, BatchReply reply) {
    counts.take(reply.taken());
    for (BatchReply.Refusal refusal : reply.refusals())
      counts.refuse(sent.line(refusal.line()).place(), refusal.problem().sentence());
    for (BatchReply.Note note : reply.notes())
      counts.note(sent.line(note.line()).place(), note.text());
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
