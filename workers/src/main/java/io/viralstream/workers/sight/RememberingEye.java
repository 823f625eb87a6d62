package io.viralstream.workers.sight;

import io.viralstream.workers.model.PatchFeatures;

/// An eye that knows the pictures it saw last by the hash of their files.
public final class RememberingEye {
  private final Eye eye;
  private final Recent<String, PatchFeatures> recent;

  /// @param remembered how many pictures
  public RememberingEye(Eye eye, int remembered) {
    this.eye = eye;
    this.recent = new Recent<>(remembered, dropped -> {});
  }

  /// The features of one picture.
  public PatchFeatures see(HashedPicture picture) {
    return recent.get(picture.sha256(), () -> eye.see(picture));
  }
}
