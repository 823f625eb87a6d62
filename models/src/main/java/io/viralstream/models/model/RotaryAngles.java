package io.viralstream.models.model;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;

/// The turns of the positions at hand, worked out in F32 each time: contexts may be long.
final class RotaryAngles implements RotaryEmbedding {
  private final Tensor frequencies; // [d/2]

  RotaryAngles(Torch torch, LanguageModelSettings settings) {
    try (Scope scope = torch.inference()) {
      frequencies = scope.keep(frequencies(torch, settings));
    }
  }

  private static Tensor frequencies(Torch torch, LanguageModelSettings settings) {
    float[] exponents = new float[settings.headWidth() / 2];
    for (int i = 0; i < exponents.length; i++) {
      exponents[i] = 2f * i / settings.headWidth();
    }
    Tensor powers = torch.of(exponents, exponents.length).powersOf(settings.ropeTheta());
    float[] stretched = powers.floats();
    for (int i = 0; i < stretched.length; i++) {
      stretched[i] = settings.ropeScaling().scaled(1 / stretched[i]);
    }
    return torch.of(stretched, stretched.length);
  }

  @Override
  public Rotation at(Tensor positions) {
    Tensor places = positions.to(Kind.F32).reshape(positions.size(0), 1, positions.size(1), 1);
    Tensor angles = places.mul(frequencies); // [B, 1, T, d/2]
    Tensor cosines = angles.cos();
    Tensor sines = angles.sin();
    return new Rotation(
        Tensor.concat(List.of(cosines, cosines), -1), Tensor.concat(List.of(sines, sines), -1));
  }

  @Override
  public void close() {
    frequencies.close();
  }
}
