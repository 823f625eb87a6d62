package io.viralstream.gateway.batch;

import io.viralstream.gateway.batch.Batch.Line;
import io.viralstream.gateway.batch.Intake.Arrival;
import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.kafka.Waiting;
import io.viralstream.gateway.problem.Finding;
import io.viralstream.gateway.problem.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Takes a batch in three sweeps, so that pictures and records wait for their acknowledgements
/// together and not one after another: read all, send all, wait for all.
///
/// A line counts as taken when its record is acknowledged. While the log is away a batch takes a
/// few times the patience, however many lines it has. Blocks: not for the event loop.
public final class BatchWork {
  private final Duration patience;

  /// @param patience how long the acknowledgements of a batch may take
  public BatchWork(Duration patience) {
    this.patience = patience;
  }

  public BatchOutcome take(Batch batch, Intake intake) {
    var outage = new LogOutage();
    List<Attempt<Arrival>> read =
        batch.lines().stream().map(line -> receive(line, batch, intake, outage)).toList();
    List<Attempt<Sent>> sent =
        read.stream().map(attempt -> outage.then(attempt, BatchWork::begun)).toList();
    long deadline = System.nanoTime() + patience.toNanos();
    List<Attempt<Sent>> done =
        sent.stream().map(attempt -> attempt.then(line -> acknowledged(line, deadline))).toList();
    log(done);
    return BatchOutcome.of(batch.shape(), done);
  }

  /// A trouble of ours once, however many lines met it.
  private static void log(List<Attempt<Sent>> done) {
    Map<ProblemKind, List<Finding>> met =
        done.stream()
            .flatMap(attempt -> finding(attempt).stream())
            .collect(Collectors.groupingBy(finding -> finding.problem().kind()));
    for (List<Finding> same : met.values()) {
      same.stream()
          .filter(finding -> finding.cause().isPresent())
          .findFirst()
          .ifPresent(first -> first.log(same.size()));
    }
  }

  private static Optional<Finding> finding(Attempt<Sent> attempt) {
    return switch (attempt) {
      case Attempt.Going<Sent> going -> Optional.empty();
      case Attempt.Ended<Sent> ended -> Optional.of(ended.finding());
    };
  }

  private static Attempt<Arrival> receive(Line line, Batch batch, Intake intake, LogOutage outage) {
    return outage.attempt(
        line.number(), () -> intake.receive(line.document().get(), batch.files()));
  }

  /// A record that could not even be begun ends its line at once: the log may be away, and each of
  /// the lines behind it would wait for it by itself.
  private static Sent begun(Arrival arrival) {
    Sent sent = arrival.send();
    if (sent.acknowledgement().toCompletableFuture().isCompletedExceptionally())
      return acknowledged(sent, System.nanoTime());
    return sent;
  }

  /// All lines share the deadline; what was acknowledged meanwhile counts as taken, whatever became
  /// of those before it.
  private static Sent acknowledged(Sent sent, long deadline) {
    var left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    Object unused = Waiting.on(sent.acknowledgement(), left);
    return sent;
  }
}
