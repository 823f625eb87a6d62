package io.viralstream.models.model;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tensor.RowAttention;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/// Keys and values of several sequences, each in a row that others take over when it ends.
///
/// Memory is taken once; use it in inference scopes only, as it is written in place. Three rows of
/// a window of 8 slots, of which the second is free:
///
/// ```
/// row 0   p p p p a a – –      row 1   – – – – – – – –      row 2   p p a – – – – –
/// ```
///
/// What a sequence leaves behind stays until it is written over; no later one may see it.
public final class KeyValueRows implements AutoCloseable {
  private static final int SMALLEST_WINDOW = 32;

  private final List<KeyValues> blocks = new ArrayList<>();
  private final int rows;
  private final int window;

  /// @param rows R
  /// @param window most slots that a sequence may fill
  public KeyValueRows(Torch torch, LanguageModelSettings settings, int rows, int window) {
    this.rows = rows;
    this.window = window;
    long[] shape = {rows, settings.keyValueHeads(), window, settings.headWidth()};
    Kind kind = torch.numerics().weights();
    try (Scope scope = torch.inference()) {
      for (int i = 0; i < settings.blocks(); i++) {
        Tensor keys = scope.keep(torch.zeros(kind, shape));
        blocks.add(new KeyValues(keys, scope.keep(torch.zeros(kind, shape))));
      }
    }
  }

  /// The slots that a sequence gets: a power of two, so that sequences of like length share rows.
  ///
  /// @param slots that it may fill
  public static int window(int slots, int context) {
    int window = SMALLEST_WINDOW;
    while (window < slots) window *= 2;
    return Math.min(window, Math.max(context, slots));
  }

  /// What the constructor takes.
  public static long bytes(
      Numerics numerics, LanguageModelSettings settings, int rows, int window) {
    long width = (long) settings.keyValueHeads() * settings.headWidth();
    return 2L * settings.blocks() * rows * window * width * numerics.weights().bytes();
  }

  public int rows() {
    return rows;
  }

  public int window() {
    return window;
  }

  /// For prompts one behind another, `[1, T]`, that rows begin with; they attend to the tokens of
  /// this call alone.
  ///
  /// @param begun the row of each prompt
  /// @param lengths of the prompts, T together
  public KeyValueMemory beginning(List<Integer> begun, List<Integer> lengths) {
    return (block, fresh) -> {
      long at = 0;
      for (int i = 0; i < begun.size(); i++) {
        begin(blocks.get(block).keys(), begun.get(i), fresh.keys().narrow(2, at, lengths.get(i)));
        begin(
            blocks.get(block).values(), begun.get(i), fresh.values().narrow(2, at, lengths.get(i)));
        at += lengths.get(i);
      }
      return fresh;
    };
  }

  private static void begin(Tensor all, int row, Tensor fresh) {
    all.narrow(0, row, 1).narrow(2, 0, fresh.size(2)).overwrite(fresh);
  }

  /// For one token of every row `[R, 1]`, which may attend to the first slots of its row.
  ///
  /// @param slots I64 `[R]`, where each row's token goes
  /// @param seen how many slots are looked at, at most the window
  public KeyValueMemory continuing(Tensor slots, int seen) {
    Require.between("seen", seen, 1, window);
    return (block, fresh) -> {
      KeyValues all = blocks.get(block);
      RowAttention.put(all.keys(), slots, fresh.keys());
      RowAttention.put(all.values(), slots, fresh.values());
      return new KeyValues(all.keys().narrow(2, 0, seen), all.values().narrow(2, 0, seen));
    };
  }

  /// The same for all blocks at once.
  RowAttention.Memory all(Tensor slots, int seen, Tensor mask) {
    Require.between("seen", seen, 1, window);
    return new RowAttention.Memory(
        blocks.stream().map(KeyValues::keys).toList(),
        blocks.stream().map(KeyValues::values).toList(),
        slots,
        seen,
        mask);
  }

  @Override
  public void close() {
    for (KeyValues block : blocks) {
      block.keys().close();
      block.values().close();
    }
  }
}
