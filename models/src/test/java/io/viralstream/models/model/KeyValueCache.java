package io.viralstream.models.model;

import io.viralstream.models.model.KeyValueMemory.KeyValues;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/// Keys and values of all tokens so far, so that a new token costs one position.
///
/// Memory is taken once; use it in inference scopes only, as it is written in place. Call
/// [#advance] after each pass through the model, since all blocks of a pass write at the same
/// place:
///
/// ```
/// model.last(prompt, …, cache);  cache.advance(T);   // slots 0 … T−1
/// model.last(token, …, cache);   cache.advance(1);   // slot T
/// ```
public final class KeyValueCache implements KeyValueMemory, AutoCloseable {
  private final List<KeyValues> blocks = new ArrayList<>();
  private final int capacity;
  private int length;

  /// @param batch B
  /// @param capacity most positions S that will be remembered
  public KeyValueCache(Torch torch, LanguageModelSettings settings, int batch, int capacity) {
    this.capacity = capacity;
    long[] shape = {batch, settings.keyValueHeads(), capacity, settings.headWidth()};
    Kind kind = torch.numerics().weights();
    try (Scope scope = torch.inference()) {
      for (int i = 0; i < settings.blocks(); i++) {
        Tensor keys = scope.keep(torch.zeros(kind, shape));
        blocks.add(new KeyValues(keys, scope.keep(torch.zeros(kind, shape))));
      }
    }
  }

  /// @throws IllegalStateException when the capacity is exceeded
  @Override
  public KeyValues append(int block, KeyValues fresh) {
    long added = fresh.keys().size(2);
    long after = length + added;
    if (after > capacity) {
      throw new IllegalStateException(
          "key-value cache holds " + capacity + " positions, asked for " + after);
    }
    KeyValues past = blocks.get(block);
    past.keys().narrow(2, length, added).overwrite(fresh.keys());
    past.values().narrow(2, length, added).overwrite(fresh.values());
    return new KeyValues(past.keys().narrow(2, 0, after), past.values().narrow(2, 0, after));
  }

  /// Counts the positions that all blocks have appended by now.
  public void advance(int positions) {
    length += positions;
  }

  /// Positions remembered.
  public int length() {
    return length;
  }

  @Override
  public void close() {
    for (KeyValues block : blocks) {
      block.keys().close();
      block.values().close();
    }
  }
}
