package io.viralstream.workers.infer;

import io.viralstream.workers.model.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// Continuous batching: sequences wait for a row, join when one is free, and leave when they end.
///
/// Sequences with windows of one size share a batch; how many rows it has, the budget of tokens
/// says.
final class Scheduler {
  private final VisionLanguageModel model;
  private final BatchSettings settings;

  Scheduler(VisionLanguageModel model, BatchSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /// Continues all sequences to their ends.
  void run(List<Sequence> sequences) {
    Map<Integer, List<Sequence>> byWindow = new TreeMap<>();
    for (Sequence sequence : sequences) {
      byWindow.computeIfAbsent(window(sequence, sequences), w -> new ArrayList<>()).add(sequence);
    }
    byWindow.forEach(this::run);
  }

  /// A sequence's window is its own affair, or where bits may depend on others, one for all.
  private int window(Sequence sequence, List<Sequence> all) {
    int room =
        settings.invariant()
            ? sequence.room()
            : all.stream().mapToInt(Sequence::room).max().orElseThrow();
    return settings.window(room, model.language().settings().context());
  }

  private void run(int window, List<Sequence> sequences) {
    int rows = settings.rows(window);
    int used = settings.invariant() ? rows : Math.min(rows, sequences.size());
    Queue<Sequence> waiting = new ArrayDeque<>(sequences);
    try (Batch batch = new Batch(model, used, window, settings.invariant())) {
      while (!waiting.isEmpty() || !batch.isEmpty()) {
        while (!waiting.isEmpty() && batch.hasRoom()) batch.join(waiting.remove());
        if (!batch.isEmpty()) batch.step();
      }
    }
  }
}
