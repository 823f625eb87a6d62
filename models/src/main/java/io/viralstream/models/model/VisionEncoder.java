package io.viralstream.models.model;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;

/// A frozen vision model as a function from pictures to features; no gradient can reach it.
public final class VisionEncoder {
  private final Torch torch;
  private final VisionBackbone backbone;

  public VisionEncoder(Torch torch, VisionBackbone backbone) {
    this.torch = torch;
    this.backbone = backbone;
  }

  public VisionView view() {
    return backbone.view();
  }

  /// Features of each picture.
  ///
  /// @param pictures RGB bytes, row by row, of exactly the view's image size
  public List<PatchFeatures> encode(List<byte[]> pictures) {
    try (Scope scope = torch.inference()) {
      return PatchFeatures.each(backbone.features(pixels(torch, view(), pictures)));
    }
  }

  /// Normalised pixels `[B, 3, H, W]`: (x/255 − mean) / deviation for each colour, rounded to the
  /// type of the weights at the end.
  public static Tensor pixels(Torch torch, VisionView view, List<byte[]> pictures) {
    int side = view.imageSize();
    byte[] all = new byte[Math.multiplyExact(pictures.size(), side * side * 3)];
    for (int i = 0; i < pictures.size(); i++) {
      byte[] picture = pictures.get(i);
      Require.between("picture.bytes", picture.length, side * side * 3L, side * side * 3L);
      System.arraycopy(picture, 0, all, i * picture.length, picture.length);
    }
    Tensor colours = torch.of(all, pictures.size(), side, side, 3).to(Kind.F32).mul(1 / 255.0);
    Tensor mean = colour(torch, view.mean());
    Tensor deviation = colour(torch, view.deviation());
    Tensor normal = colours.sub(mean).div(deviation).permute(0, 3, 1, 2);
    return normal.to(torch.numerics().weights());
  }

  private static Tensor colour(Torch torch, List<Double> values) {
    float[] colour = new float[3];
    for (int i = 0; i < colour.length; i++) {
      colour[i] = values.get(i).floatValue();
    }
    return torch.of(colour, 3);
  }
}
