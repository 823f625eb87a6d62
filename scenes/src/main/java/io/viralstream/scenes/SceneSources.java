package io.viralstream.scenes;

/// The series of scenes that a demonstration needs: what the stream teaches and what measures it.
///
/// Training and test differ by side of the split, so no seed can make them share a scene.
public final class SceneSources {
  private SceneSources() {}

  /// What is streamed: new colours, a new shape, questions of colour, and some of the old.
  public static SceneSource streamTraining(long seed) {
    return new SceneSource("stream", World.STREAM, TurnMix.STREAM, Side.TRAINING, seed);
  }

  /// What measures how much of the stream was learnt.
  public static SceneSource streamHeldOut(long seed) {
    return new SceneSource("new", World.STREAM, TurnMix.STREAM_TEST, Side.HELD_OUT, seed);
  }

  /// What measures how much of the base world was kept.
  public static SceneSource baseHeldOut(long seed) {
    return new SceneSource("old", World.BASE, TurnMix.BASE_TEST, Side.HELD_OUT, seed);
  }
}
