package io.viralstream.workers.sight;

import io.viralstream.images.Padding;
import io.viralstream.images.Picture;
import io.viralstream.images.Resize;
import io.viralstream.images.Rgb;
import io.viralstream.workers.model.PatchFeatures;
import io.viralstream.workers.model.VisionTransformerSettings;
import java.util.List;
import java.util.function.Function;

/// A frozen encoder that looks at pictures of any size.
///
/// Pictures are padded to a square with the student encoder's mean colour, then resized bicubically
/// to this encoder's size; the teacher sees the same padded picture as the student (viral.md §7.4,
/// §7.5). Each picture is encoded alone, never in a batch: the bits of its features then do not
/// depend on what stood beside it or was remembered already, as a bit-identical restart needs.
public final class Eye {
  private final Rgb fill;
  private final int side;
  private final Function<List<byte[]>, List<PatchFeatures>> encoder;

  /// @param student whose mean colour pads
  /// @param side of the square pictures that the encoder takes
  /// @param encoder from RGB bytes to features
  public Eye(
      VisionTransformerSettings student,
      int side,
      Function<List<byte[]>, List<PatchFeatures>> encoder) {
    this.fill = meanColour(student);
    this.side = side;
    this.encoder = encoder;
  }

  /// The features of one picture.
  public PatchFeatures see(Picture picture) {
    Picture square = Resize.bicubic(Padding.square(picture, fill), side, side);
    return encoder.apply(List.of(square.rgb())).getFirst();
  }

  /// As LLaVA rounds it: (122, 116, 104) for CLIP's mean.
  private static Rgb meanColour(VisionTransformerSettings settings) {
    return new Rgb(
        (int) (settings.mean().get(0) * 255),
        (int) (settings.mean().get(1) * 255),
        (int) (settings.mean().get(2) * 255));
  }
}
