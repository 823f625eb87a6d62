package io.viralstream.workers.infer;

import io.viralstream.models.generate.Generation;
import io.viralstream.models.generate.LoadedModel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// All work that one model version is at: each is done when its last answer ends, whatever else
/// still runs.
final class Session implements AutoCloseable {
  private final LoadedModel model;
  private final InstantSource clock;
  private final Generation generation;
  private final List<RunningWork> running = new ArrayList<>();

  /// @param keyValueBytes for all its sequences
  Session(LoadedModel model, long keyValueBytes, InstantSource clock) {
    this.model = model;
    this.generation = new Generation(model.model(), keyValueBytes);
    this.clock = clock;
  }

  /// Takes work in whose questions were prepared.
  void take(RunningWork work) {
    running.add(work);
    for (Asked asked : work.asked()) {
      generation.add(asked.sequence(), asked.manner());
    }
    hand();
  }

  /// Continues every answer that somebody still waits for by a token; false where all work is done.
  boolean step() {
    running.forEach(work -> work.expire(clock.instant()));
    generation.step();
    hand();
    return !running.isEmpty();
  }

  private void hand() {
    running.removeIf(work -> work.handsItsReplies(model.tokenizer()));
  }

  @Override
  public void close() {
    generation.close();
  }
}
