package io.viralstream.scenes;

/// How crowded and how large scenes are.
///
/// @param side of the canvas, in pixels
/// @param fewest objects a scene has
/// @param most objects a scene has, where they find room
/// @param smallest side of an object's box, in pixels
/// @param largest side of an object's box, in pixels
public record SceneSettings(int side, int fewest, int most, int smallest, int largest) {
  /// Whole scenes of 1 to 8 objects, as the default model sees them.
  public static final SceneSettings WHOLE = new SceneSettings(112, 1, 8, 10, 36);

  /// A cut of 3×3 patches around a single object.
  public static final SceneSettings CROP = new SceneSettings(42, 1, 1, 10, 36);

  public SceneSettings {
    if (fewest < 1 || most < fewest) {
      throw new IllegalArgumentException(
          "fewest=" + fewest + " most=" + most + ": 1 <= fewest <= most");
    }
    if (smallest < 4 || largest < smallest || side < largest) {
      throw new IllegalArgumentException(
          "smallest=" + smallest + " largest=" + largest + ": 4 <= smallest <= largest <= side");
    }
  }
}
