package io.viralstream.models.preprocess;

import io.viralstream.images.Picture;
import io.viralstream.models.model.PatchFeatures;
import java.util.List;
import java.util.function.Function;

/// A frozen encoder that looks at pictures of any size.
///
/// Each picture is encoded alone, never in a batch: the bits of its features then do not depend on
/// what stood beside it or was remembered already, as a bit-identical restart needs.
public final class ImageEncoder {
  private final Preprocessing preprocessing;
  private final Function<List<byte[]>, List<PatchFeatures>> encoder;

  /// @param preprocessing to the square pictures that the encoder takes
  /// @param encoder from RGB bytes to features
  public ImageEncoder(
      Preprocessing preprocessing, Function<List<byte[]>, List<PatchFeatures>> encoder) {
    this.preprocessing = preprocessing;
    this.encoder = encoder;
  }

  /// The features of a picture that waited.
  public PatchFeatures see(HashedPicture picture) {
    return encoder.apply(List.of(picture.framed(preprocessing).rgb())).getFirst();
  }

  /// The features of one picture.
  public PatchFeatures see(Picture picture) {
    return encoder.apply(List.of(preprocessing.frame(picture).rgb())).getFirst();
  }
}
