package io.viralstream.models.generate;

import io.viralstream.models.model.KeyValueMemory;
import io.viralstream.models.model.KeyValueRows;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.PromptRow;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Sequences that are continued together, one token each a step; they join and leave between steps.
///
/// A step always has all rows, the free ones with a token that no one looks at. In batch-invariant
/// mode it looks at the whole window, so that its shapes are the batch's own, with any sequences in
/// it; and a prompt is read alone, so that its shapes are its own. Otherwise prompts that wait are
/// read together.
final class Batch implements AutoCloseable {
  private static final int SPAN = 64;

  /// Tokens of the prompts that are read together at most, which bounds what a block leaves behind;
  /// longer products are not sooner done.
  private static final int TOGETHER = 1 << 10;

  private final VisionLanguageModel model;
  private final KeyValueRows memory;
  private final boolean invariant;
  private final int most;
  private final Map<Integer, Sequence> running = new TreeMap<>();

  /// @param rows that it has
  /// @param most of them that are in use at once
  Batch(VisionLanguageModel model, int rows, int most, int window, boolean invariant) {
    this.model = model;
    this.invariant = invariant;
    this.most = Math.min(most, rows);
    memory = new KeyValueRows(model.torch(), model.language().settings(), rows, window);
  }

  int rows() {
    return memory.rows();
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /// Makes room where somebody waits for an answer no more.
  void dropAbandoned() {
    running.values().removeIf(sequence -> !sequence.isOpen());
  }

  /// Lets in who waits, while there are rows.
  void letIn(Queue<Sequence> waiting) {
    while (!waiting.isEmpty() && free() > 0) read(next(waiting, invariant ? 1 : free()));
  }

  private int free() {
    return most - running.size();
  }

  /// Takes out those whose prompts are read next: one, and more while there are few tokens.
  static List<Sequence> next(Queue<? extends Sequence> waiting, int most) {
    List<Sequence> next = new ArrayList<>();
    int left = TOGETHER;
    while (next.size() < most && !waiting.isEmpty()) {
      left -= waiting.element().prompt().length();
      if (left < 0 && !next.isEmpty()) break;
      next.add(waiting.remove());
    }
    return next;
  }

  /// Reads prompts into free rows, and gives each sequence its first token.
  private void read(List<Sequence> sequences) {
    PromptRow prompts = new PromptRow(sequences.stream().map(Sequence::prompt).toList());
    List<Integer> rows =
        IntStream.range(0, memory.rows())
            .filter(row -> !running.containsKey(row))
            .limit(sequences.size())
            .boxed()
            .toList();
    try (Scope scope = model.torch().inference()) {
      KeyValueMemory begun = memory.beginning(rows, prompts.lengths());
      Tensor scores = model.read(prompts, pictures(sequences), begun); // [P, V]
      Map<Integer, Sequence> read = new TreeMap<>();
      for (int i = 0; i < sequences.size(); i++) read.put(i, sequences.get(i));
      choose(read, scores);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (sequences.get(i).isOpen()) running.put(rows.get(i), sequences.get(i));
    }
  }

  /// z of the sequences with a picture, `[M, N, D_z]`.
  private Optional<Tensor> pictures(List<Sequence> sequences) {
    List<PatchFeatures> pictures =
        sequences.stream().flatMap(sequence -> sequence.picture().stream()).toList();
    return pictures.isEmpty()
        ? Optional.empty()
        : Optional.of(PatchFeatures.stacked(model.torch(), pictures));
  }

  /// Continues all sequences by a token; those that end make room.
  void step() {
    Torch torch = model.torch();
    int rows = memory.rows();
    int[] ids = new int[rows];
    int[] slots = new int[rows];
    running.forEach((row, sequence) -> {
      sequence.runsAmong(running.size());
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
