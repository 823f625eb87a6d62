package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.tensor.WeightType;

/// An encoder that knows pictures it saw lately by the hash of their files.
///
/// @param featureKey names encoder and preprocessing, see [#key]: what encoders of one name make of
///   a picture is the same
public record CachingImageEncoder(
    ImageEncoder imageEncoder, String featureKey, FeatureCache cache) {

  /// By what the features of an encoder are known, up to the picture's hash.
  ///
  /// @param weights hash of the encoder's weights, or of all files that they lie in
  /// @param type in which it computes: engines of both types may fill one cache
  public static String key(String weights, Preprocessing preprocessing, WeightType type) {
    return weights + " " + preprocessing + " " + type + " ";
  }

  /// The features of one picture.
  public PatchFeatures see(HashedPicture picture) {
    return cache.get(featureKey + picture.sha256(), () -> imageEncoder.see(picture));
  }
}
