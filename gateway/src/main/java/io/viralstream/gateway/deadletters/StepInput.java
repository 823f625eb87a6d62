package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.Retention;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Step;
import java.util.List;
import java.util.Optional;

/// What a letter's origin is to the step that failed.
sealed interface StepInput {

  /// A log whose records the step takes one by one.
  record Log(Topic<?> topic) implements StepInput {}

  /// A table, or a question that has lost its asker: nothing can be written there again.
  record Closed(Refusal why, String advice) implements StepInput {}

  static StepInput of(Step step, String topic) {
    return logs(step).stream()
        .filter(log -> log.name().equals(topic))
        .findFirst()
        .<StepInput>map(Log::new)
        .orElseGet(() -> closed(topic));
  }

  /// Benchmark items and analyses are named by what they are of, so one that comes again replaces
  /// its equal.
  private static List<Topic<?>> logs(Step step) {
    return switch (step) {
      case ROUTE -> List.of(Topics.SAMPLES, Topics.BENCHMARK_ITEMS);
      case TRAIN -> List.of(Topics.TRAIN_TASKS);
      case INFER -> List.of(Topics.INFER_TASKS);
      case SCORE -> List.of(Topics.ANSWERS, Topics.BENCHMARK_ITEMS);
      case STORE ->
          List.of(
              Topics.ANALYSES,
              Topics.ADMITTED,
              Topics.TRAIN_STEPS,
              Topics.SCORES,
              Topics.ASKED,
              Topics.DEAD_LETTERS);
      case UNKNOWN, INGEST, JUDGE -> List.of();
    };
  }

  private static StepInput closed(String name) {
    if (name.equals(Topics.ASK_TASKS.name()))
      return new Closed(Refusal.ASKER_GONE, "a live question is asked again by whoever asked it");
    return find(name)
        .filter(topic -> topic.retention() instanceof Retention.Compacted)
        .<StepInput>map(table -> new Closed(Refusal.TABLE, table(table)))
        .orElseGet(() ->
            new Closed(Refusal.UNKNOWN_INPUT, "this version sends nothing to " + name + " again"));
  }

  private static String table(Topic<?> topic) {
    String reason =
        topic.name() + " keeps the newest record of a key, which an older one would hide";
    return topic.equals(Topics.EVALUATIONS)
        ? reason + "; ask for the evaluation again, and cancel it before where it still runs"
        : reason;
  }

  private static Optional<Topic<?>> find(String name) {
    return Topics.ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
