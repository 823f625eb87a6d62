package io.viralstream.models.generate;

import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/// Continuous batching: sequences wait for a row, join when one is free, and leave when they end.
///
/// Sequences with windows of one size share a batch; how many rows it has, the budget of tokens
/// says.
final class Scheduler implements AutoCloseable {
  private final VisionLanguageModel model;
  private final BatchSettings settings;
  private final KeyValueBudget budget;
  private final Map<Integer, Lane> lanes = new TreeMap<>();

  Scheduler(VisionLanguageModel model, BatchSettings settings, KeyValueBudget budget) {
    this.model = model;
    this.settings = settings.within(budget.limit(), bytes(model, 1, 1));
    this.budget = budget;
  }

  private static long bytes(VisionLanguageModel model, int rows, int window) {
    return KeyValueRows.bytes(model.language().settings(), rows, window);
  }

  /// Takes a sequence in, which may be at any time.
  void add(Sequence sequence) {
    int window = KeyValueRows.window(sequence.room(), model.language().settings().context());
    lanes.computeIfAbsent(window, Lane::new).waiting.add(sequence);
  }

  /// Lets in whoever has a row and continues each by a token; false where none was left.
  boolean step() {
    boolean stepped = !lanes.isEmpty();
    for (Iterator<Lane> each = lanes.values().iterator(); each.hasNext(); ) {
      Lane lane = each.next();
      if (lane.step()) continue;
      lane.close();
      each.remove();
    }
    return stepped;
  }

  /// Frees the rows of sequences that have not ended.
  @Override
  public void close() {
    lanes.values().forEach(Lane::close);
    lanes.clear();
  }

  /// The sequences of one window: in one batch, or where shapes may depend on others, in one more
  /// whenever some come that find no row.
  private final class Lane {
    private final int window;
    private final int rows;
    private final Queue<Sequence> waiting = new ArrayDeque<>();
    private final List<Batch> batches = new ArrayList<>();

    Lane(int window) {
      this.window = window;
      rows = settings.rows(window);
    }

    /// False where all have ended.
    boolean step() {
      waiting.removeIf(sequence -> !sequence.isOpen());
      batches.forEach(Batch::dropAbandoned);
      letIn();
      for (Batch batch : batches) {
        if (!batch.isEmpty()) batch.step();
      }
      if (!settings.invariant() || budget.yields(this)) closeEmpty();
      return !waiting.isEmpty() || batches.stream().anyMatch(batch -> !batch.isEmpty());
    }

    private void letIn() {
      if (budget.yields(this)) return;
      for (Batch batch : batches) batch.letIn(waiting);
      int free = rows - batches.stream().mapToInt(Batch::rows).sum();
      if (waiting.isEmpty() || free == 0) return;
      int used = settings.invariant() ? rows : Math.min(free, waiting.size());
      if (!budget.take(this, bytes(model, used, window))) return;
      Batch batch = new Batch(model, used, window, settings.invariant());
      batches.add(batch);
      batch.letIn(waiting);
    }

    private void closeEmpty() {
      batches.stream().filter(Batch::isEmpty).forEach(this::close);
      batches.removeIf(Batch::isEmpty);
    }

    private void close(Batch batch) {
      batch.close();
      budget.giveBack(bytes(model, batch.rows(), window));
    }

    void close() {
      budget.leave(this); // those that waited may have been given up
      batches.forEach(this::close);
    }
  }
}
