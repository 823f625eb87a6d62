package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.scoring.RecordedAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/// Writes evaluations, and the close of recorded ones, to every partition at once: each expands and
/// scores its own items. Blocks: not for the event loop.
public final class EvaluationLog {
  /// As long as streams keep which answers counted, less an hour for what is on its way.
  private static final Duration REMEMBERED = Duration.ofDays(30).minusHours(1);

  private final Catalogue catalogue;
  private final Transactions transactions;
  private final Clock clock;
  private final Duration patience;

  /// @param patience how long a written evaluation may take to come round
  public EvaluationLog(
      Catalogue catalogue, Transactions transactions, Clock clock, Duration patience) {
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.clock = clock;
    this.patience = patience;
  }

  EvaluationStatus write(Evaluation evaluation) {
    int partitions = transactions.partitions(Topics.EVALUATIONS);
    var entries = new ArrayList<Entry<?>>();
    for (int partition = 0; partition < partitions; partition++)
      entries.add(new Entry<>(Topics.EVALUATIONS, partition, evaluation.getId(), evaluation));
    transactions.write(entries);
    return seen(evaluation);
  }

  /// Opens another round of what came to an end.
  ///
  /// @throws io.viralstream.gateway.problem.ProblemException where the end is so long ago that it
  ///   is known no longer which items were answered
  EvaluationStatus again(EvaluationStatus known, Evaluation wanted) {
    demandRemembered(known);
    return write(Evaluation.newBuilder(wanted).setRound(known.evaluation().getRound() + 1).build());
  }

  /// Behind whatever was acknowledged before, as log order in each partition has it.
  void close(Evaluation evaluation) {
    Answer close = RecordedAnswers.close(evaluation, clock.instant());
    int partitions = transactions.partitions(Topics.ANSWERS);
    var entries = new ArrayList<Entry<?>>();
    for (int partition = 0; partition < partitions; partition++)
      entries.add(new Entry<>(Topics.ANSWERS, partition, evaluation.getId(), close));
    transactions.write(entries);
  }

  void demandRemembered(EvaluationStatus known) {
    Instant oldest = clock.instant().minus(REMEMBERED);
    boolean old = known.closedAt().filter(closed -> closed.isBefore(oldest)).isPresent();
    if (!old && !known.forgotten()) return;
    throw Problem.at(
            "id",
            ProblemKind.CONFLICT,
            "id: the evaluation ended at "
                + known.closedAt().map(Instant::toString).orElse("an earlier time")
                + " and takes no more answers after 30 days; give the run another name, or ask in"
                + " another way")
        .exception();
  }

  private EvaluationStatus seen(Evaluation evaluation) {
    try {
      if (catalogue.await(() -> known(evaluation), patience))
        return catalogue.evaluation(evaluation.getId()).orElseThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.of(ProblemKind.UNAVAILABLE, "written, but not seen yet").exception();
  }

  private boolean known(Evaluation written) {
    return catalogue
        .evaluation(written.getId())
        .map(EvaluationStatus::evaluation)
        .filter(evaluation -> evaluation.getRound() >= written.getRound())
        .filter(evaluation -> evaluation.getState() == written.getState())
        .isPresent();
  }
}
