package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/// Takes out which answers counted, so long after an evaluation's end that none should come.
///
/// First the evaluation is marked: from then on a late answer is counted and does not score, so
/// that no item can be scored twice. What is left of a marked one is taken out in chunks, whoever
/// owns the partition; a new owner looks through all that are marked once.
final class Forgetting {
  private static final int CHUNK = 2_000;

  private final ProcessorContext<String, SpecificRecord> context;
  private final AnswerScoring scoring;
  private final ProgressStore progressStore;
  private final Duration remembered;

  /// Marked evaluations that this owner has taken up.
  private final Set<String> takenUp = new HashSet<>();

  /// Of these, those of which something may be left.
  private final Set<String> left = new LinkedHashSet<>();

  Forgetting(
      ProcessorContext<String, SpecificRecord> context,
      AnswerScoring scoring,
      Duration remembered) {
    this.context = context;
    this.scoring = scoring;
    this.remembered = remembered;
    progressStore = new ProgressStore(context);
  }

  /// Marks what ended long ago, and takes up what is marked.
  void look() {
    var now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    for (Progress progress : progressStore.all()) {
      boolean over =
          ProgressCounts.closedAt(progress)
              .filter(closed -> !closed.plus(remembered).isAfter(now))
              .isPresent();
      if (over && !progress.getForgotten()) progressStore.put(ProgressCounts.forget(progress, now));
      if ((over || progress.getForgotten()) && takenUp.add(progress.getEvaluation()))
        left.add(progress.getEvaluation());
    }
  }

  /// Takes out the next chunk of everything that is left.
  void turn() {
    left.removeIf(evaluation -> !scoring.forget(evaluation, CHUNK));
  }
}
