package io.viralstream.gateway.batch;

import io.viralstream.gateway.kafka.Waiting;
import java.time.Duration;
import java.util.List;

/// Takes a batch in three sweeps, so that pictures and records wait for their acknowledgements
/// together and not one after another: read all, send all, wait for all.
///
/// A line counts as taken when its record is acknowledged. Blocks: not for the event loop.
public final class BatchWork {
  private final Duration patience;

  /// @param patience how long an acknowledgement may take
  public BatchWork(Duration patience) {
    this.patience = patience;
  }

  public BatchOutcome take(Batch batch, Intake intake) {
    List<Attempt<Arrival>> read =
        batch.lines().stream().map(line -> receive(line, batch, intake)).toList();
    List<Attempt<Sent>> sent = read.stream().map(attempt -> attempt.then(Arrival::send)).toList();
    List<Attempt<Sent>> done =
        sent.stream().map(attempt -> attempt.then(this::acknowledged)).toList();
    return BatchOutcome.of(batch.shape(), done);
  }

  private static Attempt<Arrival> receive(Line line, Batch batch, Intake intake) {
    return Attempt.at(line.number(), () -> intake.receive(line.document().get(), batch.files()));
  }

  private Sent acknowledged(Sent sent) {
    var unused = Waiting.on(sent.acknowledgement(), patience);
    return sent;
  }
}
