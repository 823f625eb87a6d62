package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.kafka.Transactions;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Evaluation;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;

/// Writes evaluations to the log, and waits until this gateway has read them there.
///
/// Blocks: not for the event loop.
final class EvaluationLog {
  private final Catalogue catalogue;
  private final Transactions transactions;
  private final Duration patience;

  /// @param patience how long a written evaluation may take to come round
  EvaluationLog(Catalogue catalogue, Transactions transactions, Duration patience) {
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.patience = patience;
  }

  /// Writes the next round of an evaluation that was closed.
  ///
  /// @param remedy what to do instead where it is too late for that
  /// @throws io.viralstream.gateway.problem.ProblemException where a partition has forgotten what
  ///   was answered: each answer would count a second time
  EvaluationStatus reopen(EvaluationStatus known, Evaluation wanted, String remedy) {
    if (known.forgotten()) throw forgotten(known, remedy).exception();
    return write(Evaluation.newBuilder(wanted).setRound(known.evaluation().getRound() + 1).build());
  }

  static Problem forgotten(EvaluationStatus known, String remedy) {
    String closed =
        known
            .closedAt()
            .map(at -> "was closed on " + LocalDate.ofInstant(at, ZoneOffset.UTC))
            .orElse("was closed long ago");
    return Problem.of(
        ProblemKind.CONFLICT,
        "the evaluation " + closed + ", and what was answered is no longer known: " + remedy);
  }

  /// To every partition at once: each expands and scores its own items.
  EvaluationStatus write(Evaluation evaluation) {
    int partitions = transactions.partitions(Topics.EVALUATIONS);
    var entries = new ArrayList<Entry<?>>();
    for (int partition = 0; partition < partitions; partition++)
      entries.add(new Entry<>(Topics.EVALUATIONS, partition, evaluation.getId(), evaluation));
    transactions.write(entries);
    return seen(evaluation);
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
