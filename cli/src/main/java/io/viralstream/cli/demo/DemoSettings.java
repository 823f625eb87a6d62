package io.viralstream.cli.demo;

/// How large a demo is.
///
/// @param seed of the scenes and of the arm's fresh weights
/// @param streamScenes scenes that are streamed, each with all its questions as one sample
/// @param taughtScenes held-out scenes of the stream's world, asked about what the stream teaches
/// @param keptScenes held-out scenes of the base world, asked about what was known before
/// @param checkpointEvery steps from one checkpoint to the next
public record DemoSettings(
    long seed, int streamScenes, int taughtScenes, int keptScenes, int checkpointEvery) {
  private static final int BATCH = 8;

  public DemoSettings {
    if (streamScenes < 1 || taughtScenes < 1 || keptScenes < 1 || checkpointEvery < 1)
      throw new IllegalArgumentException("demo: expected at least 1 of everything");
  }

  /// What two cores do in well under four minutes.
  public static DemoSettings standard(long seed) {
    return new DemoSettings(seed, 2_400, 200, 120, 25);
  }

  /// The step whose checkpoint is evaluated while training goes on.
  long middleStep() {
    return streamScenes / BATCH / 2;
  }

  long steps() {
    return (streamScenes + BATCH - 1) / BATCH;
  }
}
