package io.viralstream.scenes;

import java.util.List;

/// Training, validation or test: the layout of a scene decides, so the three can never share a
/// scene.
///
/// The layout is what the objects are and where they lie. Whatever seeds are used, two generators
/// of different sides never draw the same layout.
public enum Side {
  TRAINING,
  VALIDATION,
  HELD_OUT;

  private static final int SHARES = 16; // 13 training, 1 validation, 2 held out
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  static Side of(List<SceneObject> objects) {
    long hash = objects.size();
    for (SceneObject object : objects) {
      hash = mix(hash, object.shape().ordinal());
      hash = mix(hash, object.colour().ordinal());
      hash = mix(hash, object.left());
      hash = mix(hash, object.top());
      hash = mix(hash, object.size());
    }
    return switch ((int) (hash >>> 60) % SHARES) {
      case 0 -> VALIDATION;
      case 1, 2 -> HELD_OUT;
      default -> TRAINING;
    };
  }

  /// Ordinals, not names or hash codes: they are the same in every run of every JVM.
  private static long mix(long hash, int value) {
    long mixed = (hash ^ value) * MULTIPLIER;
    return mixed ^ (mixed >>> 29);
  }
}
