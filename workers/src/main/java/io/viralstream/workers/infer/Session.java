package io.viralstream.workers.infer;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All work that one model version is at: each is done when its last answer ends, whatever else
/// still runs.
final class Session implements AutoCloseable {
  private final LoadedModel model;
  private final KeyValueBudget budget;
  private final InstantSource clock;
  private final Map<BatchSettings, Scheduler> schedulers = new LinkedHashMap<>();
  private final List<RunningWork> running = new ArrayList<>();

  /// @param keyValueBytes for all its sequences
  Session(LoadedModel model, long keyValueBytes, InstantSource clock) {
    this.model = model;
    this.budget = new KeyValueBudget(keyValueBytes);
    this.clock = clock;
  }

  /// Takes work in whose questions were prepared.
  void take(RunningWork work) {
    running.add(work);
    for (Asked asked : work.asked()) {
      schedulers
          .computeIfAbsent(asked.manner(), manner -> new Scheduler(model.model(), manner, budget))
          .add(asked.sequence());
    }
    hand();
  }

  /// Continues every answer that somebody still waits for by a token; false where all work is done.
  boolean step() {
    running.forEach(work -> work.expire(clock.instant()));
    schedulers.values().removeIf(scheduler -> !scheduler.step());
    hand();
    return !running.isEmpty();
  }

  private void hand() {
    running.removeIf(work -> work.handsItsReplies(model.tokenizer()));
  }

  @Override
  public void close() {
    schedulers.values().forEach(Scheduler::close);
  }
}
