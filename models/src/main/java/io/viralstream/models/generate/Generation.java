package io.viralstream.models.generate;

import io.viralstream.models.model.VisionLanguageModel;
import java.util.LinkedHashMap;
import java.util.Map;

/// All answers that one model is giving: each grows by a token a step, whenever it came, and ends
/// by itself. For one thread.
public final class Generation implements AutoCloseable {
  private final VisionLanguageModel model;
  private final KeyValueBudget budget;
  private final Map<BatchSettings, Scheduler> schedulers = new LinkedHashMap<>();

  /// @param keyValueBytes for the keys and values of all its sequences; one runs whatever it takes
  public Generation(VisionLanguageModel model, long keyValueBytes) {
    this.model = model;
    this.budget = new KeyValueBudget(keyValueBytes);
  }

  /// Takes a sequence in; those of equal settings share their batches.
  public void add(Sequence sequence, BatchSettings settings) {
    schedulers.computeIfAbsent(settings, each -> new Scheduler(model, each, budget)).add(sequence);
  }

  /// Continues each open sequence that has room by a token; false where none was left.
  public boolean step() {
    boolean stepped = !schedulers.isEmpty();
    schedulers.values().removeIf(scheduler -> !scheduler.step());
    return stepped;
  }

  /// Frees what sequences hold that have not ended.
  @Override
  public void close() {
    schedulers.values().forEach(Scheduler::close);
  }
}
