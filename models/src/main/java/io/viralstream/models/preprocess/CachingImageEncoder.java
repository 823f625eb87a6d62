package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;

/// An encoder that knows pictures it saw lately by the hash of their files.
///
/// @param featureKey names encoder and preprocessing: what encoders of one name make of a picture
///   is the same
public record CachingImageEncoder(
    ImageEncoder imageEncoder, String featureKey, FeatureCache cache) {
  /// The features of one picture.
  public PatchFeatures see(HashedPicture picture) {
    return cache.get(featureKey + picture.sha256(), () -> imageEncoder.see(picture));
  }
}
