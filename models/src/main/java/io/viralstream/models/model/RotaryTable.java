package io.viralstream.models.model;

import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.function.DoubleUnaryOperator;

/// The turns of all positions of a short context, worked out beforehand in double precision.
final class RotaryTable implements RotaryEmbedding {
  private final Tensor cosines;
  private final Tensor sines;

  RotaryTable(Torch torch, LanguageModelSettings settings) {
    try (Scope scope = torch.inference()) {
      cosines = scope.keep(table(torch, settings, Math::cos)); // [context, d]
      sines = scope.keep(table(torch, settings, Math::sin));
    }
  }

  @Override
  public Rotation at(Tensor positions) {
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

  @Override
  public void close() {
    cosines.close();
    sines.close();
  }
}
