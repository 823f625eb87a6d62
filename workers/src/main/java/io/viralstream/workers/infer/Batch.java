package io.viralstream.workers.infer;

import io.viralstream.workers.model.KeyValueMemory;
import io.viralstream.workers.model.KeyValueRows;
import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.model.PromptRow;
import io.viralstream.workers.model.VisionLanguageModel;
import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Sequences that are continued together, one token each a step; they join and leave between steps.
///
/// A prompt is read alone, so its shapes are its own. A step always has all rows, the free ones
/// with a token that no one looks at, and in batch-invariant mode looks at the whole window: then
/// its shapes are the batch's own, whoever takes part.
final class Batch implements AutoCloseable {
  private static final int SPAN = 64;

  private final VisionLanguageModel model;
  private final KeyValueRows memory;
  private final boolean invariant;
  private final Map<Integer, Sequence> running = new TreeMap<>();

  Batch(VisionLanguageModel model, int rows, int window, boolean invariant) {
    this.model = model;
    this.invariant = invariant;
    memory = new KeyValueRows(model.torch(), model.language().settings(), rows, window);
  }

  int rows() {
    return memory.rows();
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  boolean hasRoom() {
    return running.size() < memory.rows();
  }

  /// Reads the prompt of a sequence into a free row, and gives it its first token.
  void join(Sequence sequence) {
    int row = 0;
    while (running.containsKey(row)) row++;
    PromptRow prompt = PromptRow.of(sequence.prompt());
    Torch torch = model.torch();
    try (Scope scope = torch.inference()) {
      Optional<Tensor> features =
          sequence.picture().map(z -> PatchFeatures.stacked(torch, List.of(z)));
      KeyValueMemory begun = memory.beginning(List.of(row), prompt.lengths());
      choose(Map.of(0, sequence), model.read(prompt, features, begun));
    }
    if (sequence.isOpen()) running.put(row, sequence);
  }

  /// Continues all sequences by a token; those that end make room.
  void step() {
    Torch torch = model.torch();
    int rows = memory.rows();
    int[] ids = new int[rows];
    int[] slots = new int[rows];
    running.forEach((row, sequence) -> {
      ids[row] = sequence.lastId();
      slots[row] = sequence.lastSlot();
    });
    try (Scope scope = torch.inference()) {
      Tensor embedded = model.language().embed(torch.of(ids, rows, 1)); // [R, 1, D]
      int seen = seen(running.values());
      Tensor last =
          model
              .language()
              .next(embedded, torch.of(slots, rows), memory, seen, mask(slots, seen)); // [R, 1, D]
      choose(running, model.language().logits(last.reshape(rows, -1)));
    }
    running.values().removeIf(sequence -> !sequence.isOpen());
  }

  /// How many slots are looked at: all, or a little more than the longest fills.
  private int seen(Collection<Sequence> sequences) {
    if (invariant) return memory.window();
    int longest = sequences.stream().mapToInt(Sequence::lastSlot).max().orElse(0) + 1;
    return Math.min(memory.window(), (longest + SPAN - 1) / SPAN * SPAN);
  }

  /// `[R, 1, 1, S]`: what is filled, the new token's slot included.
  private Tensor mask(int[] slots, int seen) {
    boolean[] filled = new boolean[slots.length * seen];
    for (int row = 0; row < slots.length; row++) {
      for (int slot = 0; slot <= slots[row]; slot++) filled[row * seen + slot] = true;
    }
    return model.torch().of(filled, slots.length, 1, 1, seen);
  }

  /// Gives each sequence its next token from its row of `[R, V]`.
  private static void choose(Map<Integer, Sequence> sequences, Tensor scores) {
    long[] best = scores.argmax(-1).longs();
    sequences.forEach((row, sequence) -> {
      if (sequence.needsNoScores()) sequence.take(Math.toIntExact(best[row]));
      else sequence.choose(scores.select(0, row).floats());
    });
  }

  @Override
  public void close() {
    memory.close();
  }
}
