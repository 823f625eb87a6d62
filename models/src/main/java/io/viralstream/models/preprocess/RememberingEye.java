package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;

/// An eye that knows pictures it saw lately by the hash of their files.
///
/// @param sight names encoder and framing: what eyes of one name see of a picture is the same
public record RememberingEye(Eye eye, String sight, FeatureCache cache) {
  /// The features of one picture.
  public PatchFeatures see(HashedPicture picture) {
    return cache.get(sight + picture.sha256(), () -> eye.see(picture));
  }
}
