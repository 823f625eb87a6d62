package io.viralstream.workers.model;

import io.viralstream.workers.tensor.Scope;
import io.viralstream.workers.tensor.Tensor;
import io.viralstream.workers.tensor.Torch;
import java.util.function.DoubleUnaryOperator;

/// Rotary positions: position p turns the pair (i, i + d/2) of a head by p·θ^(−2i/d).
///
/// The tables are F32 whatever the weights' type is.
final class RotaryEmbedding implements AutoCloseable {
  private final Tensor cosines;
  private final Tensor sines;

  RotaryEmbedding(Torch torch, LanguageModelSettings settings) {
    try (Scope scope = torch.inference()) {
      cosines = scope.keep(table(torch, settings, Math::cos)); // [context, d]
      sines = scope.keep(table(torch, settings, Math::sin));
    }
  }

  /// The turn of each position of `[B, T]`.
  Rotation at(Tensor positions) {
    return new Rotation(rows(cosines, positions), rows(sines, positions));
  }

  private static Tensor rows(Tensor table, Tensor positions) {
    Tensor rows = table.embedding(positions); // [B, T, d]
    return rows.reshape(rows.size(0), 1, rows.size(1), rows.size(2));
  }

  private static Tensor table(
      Torch torch, LanguageModelSettings settings, DoubleUnaryOperator function) {
    int width = settings.headWidth();
    float[] values = new float[settings.context() * width];
    for (int position = 0; position < settings.context(); position++) {
      for (int i = 0; i < width; i++) {
        double frequency = Math.pow(settings.ropeTheta(), -2.0 * (i % (width / 2)) / width);
        values[position * width + i] = (float) function.applyAsDouble(position * frequency);
      }
    }
    return torch.of(values, settings.context(), width);
  }

  /// Closes the tables, which belong to no file and so to no parameters.
  @Override
  public void close() {
    cosines.close();
    sines.close();
  }

  /// Cosines and sines `[B, 1, T, d]`.
  record Rotation(Tensor cosines, Tensor sines) {
    /// Turns queries or keys `[B, H, T, d]`.
    Tensor apply(Tensor x) {
      return x.rope(cosines, sines);
    }
  }
}
