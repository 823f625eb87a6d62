package io.viralstream.models.preprocess;

import io.viralstream.images.Picture;
import io.viralstream.models.model.PatchFeatures;
import java.util.List;
import java.util.function.Function;

/// A frozen encoder that looks at pictures of any size.
///
/// Each picture is encoded alone, never in a batch: the bits of its features then do not depend on
/// what stood beside it or was remembered already, as a bit-identical restart needs.
public final class Eye {
  private final Framing framing;
  private final Function<List<byte[]>, List<PatchFeatures>> encoder;

  /// @param framing to the square pictures that the encoder takes
  /// @param encoder from RGB bytes to features
  public Eye(Framing framing, Function<List<byte[]>, List<PatchFeatures>> encoder) {
    this.framing = framing;
    this.encoder = encoder;
  }

  /// The features of a picture that waited.
  public PatchFeatures see(HashedPicture picture) {
    return encoder.apply(List.of(picture.framed(framing).rgb())).getFirst();
  }

  /// The features of one picture.
  public PatchFeatures see(Picture picture) {
    return encoder.apply(List.of(framing.frame(picture).rgb())).getFirst();
  }
}
