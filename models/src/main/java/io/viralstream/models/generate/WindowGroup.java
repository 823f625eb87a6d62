package io.viralstream.models.generate;

import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.VisionLanguageModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/// Sequences with windows of one size, continued together: they wait for a row, join when one is
/// free, and leave when they end.
///
/// They share one batch; or, where shapes may depend on others, one more begins whenever some come
/// that find no row. How many rows there are, the budget of tokens says.
final class WindowGroup implements AutoCloseable {
  private final VisionLanguageModel model;
  private final BatchSettings settings;
  private final KeyValueBudget budget;
  private final int window;
  private final int rows;
  private final Queue<Sequence> waiting = new ArrayDeque<>();
  private final List<Batch> batches = new ArrayList<>();

  WindowGroup(
      VisionLanguageModel model, BatchSettings settings, KeyValueBudget budget, int window) {
    this.model = model;
    this.settings = settings;
    this.budget = budget;
    this.window = window;
    rows = settings.rows(window);
  }

  void add(Sequence sequence) {
    waiting.add(sequence);
  }

  /// Lets in those that have a row and continues each by a token; false where all have ended, and
  /// it is closed.
  boolean step() {
    waiting.removeIf(sequence -> !sequence.isOpen());
    batches.forEach(Batch::dropAbandoned);
    letIn();
    for (Batch batch : batches) {
      if (!batch.isEmpty()) batch.step();
    }
    if (!settings.invariant() || budget.yields(this)) closeEmpty();
    if (!waiting.isEmpty() || batches.stream().anyMatch(batch -> !batch.isEmpty())) return true;
    close();
    return false;
  }

  private void letIn() {
    if (budget.yields(this)) return;
    for (Batch batch : batches) batch.letIn(waiting);
    int free = rows - batches.stream().mapToInt(Batch::rows).sum();
    if (waiting.isEmpty() || free == 0) return;
    int used = settings.invariant() ? rows : Math.min(free, waiting.size());
    if (!budget.take(this, bytes(used))) return;
    Batch batch = new Batch(model, used, settings.most(), window, settings.invariant());
    batches.add(batch);
    batch.letIn(waiting);
  }

  private void closeEmpty() {
    batches.stream().filter(Batch::isEmpty).forEach(this::close);
    batches.removeIf(Batch::isEmpty);
  }

  private void close(Batch batch) {
    batch.close();
    budget.giveBack(bytes(batch.rows()));
  }

  private long bytes(int used) {
    return KeyValueRows.bytes(model.torch().numerics(), model.language().settings(), used, window);
  }

  @Override
  public void close() {
    budget.leave(this); // those that waited may have been given up
    batches.forEach(this::close);
    batches.clear();
  }
}
