package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Weights that several models compute with and that lie in memory once, such as a base with one
/// adapter for each model.
///
/// ```
/// SharedWeights base = new SharedWeights(stored);
/// one = new VisionLanguageModel(torch, settings, base, ModelVariant.adapted(first));
/// two = new VisionLanguageModel(torch, settings, base, ModelVariant.adapted(second));
/// base.close();   // no third model; one and two go on
/// one.close();    // two goes on
/// two.close();    // the weights are freed
/// ```
///
/// Each tensor counts its users: the models, and this source until it is closed. What one model
/// writes into a weight, all compute with; so the base stays frozen. Safe for use by several
/// threads.
public final class SharedWeights implements WeightSource, AutoCloseable {
  private final WeightSource source;
  private final Map<String, Tensor> loaded = new HashMap<>();
  private final Map<Tensor, Integer> users = new HashMap<>();
  private boolean closed;

  /// @param source is asked once for each weight
  public SharedWeights(WeightSource source) {
    this.source = source;
  }

  /// @throws IllegalArgumentException where the weight is shared in another shape
  @Override
  public synchronized Tensor weight(String name, Initial initial, long... shape) {
    if (closed) throw new IllegalStateException("weight " + name + ": the shared base is closed");
    Tensor known = loaded.get(name);
    if (known == null) {
      known = source.weight(name, initial, shape);
      loaded.put(name, known);
      users.put(known, 1);
    }
    if (!Arrays.equals(known.shape(), shape)) {
      throw new IllegalArgumentException(
          name
              + ": asked for as "
              + Arrays.toString(shape)
              + ", expected "
              + Arrays.toString(known.shape())
              + " as it is shared");
    }
    users.merge(known, 1, Integer::sum);
    return known;
  }

  /// Names of the weights that lie in memory.
  public synchronized Set<String> loaded() {
    return Set.copyOf(loaded.keySet());
  }

  @Override
  public synchronized void release(List<Tensor> given) {
    for (Tensor tensor : given) {
      int left = users.merge(tensor, -1, Integer::sum);
      if (left > 0) continue;
      users.remove(tensor);
      source.release(List.of(tensor));
    }
  }

  /// Gives no more; what models use stays until they are closed.
  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    release(List.copyOf(loaded.values()));
    loaded.clear();
  }
}
