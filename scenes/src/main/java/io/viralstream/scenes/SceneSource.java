package io.viralstream.scenes;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// An endless numbered series of asked scenes, all on one side of the split.
///
/// Scene `n` depends on the seed and on `n` alone, so any part can be made again, in any order.
/// Training and test differ by side of the split, so no seed can make them share a scene.
public final class SceneSource {
  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final long MULTIPLIER = 0xD1342543DE82EF95L;

  private final String name;
  private final Side side;
  private final SceneGenerator generator;
  private final Interview interview;
  private final long seed;

  /// @param name opens the id of every scene
  public SceneSource(String name, World world, TurnMix mix, Side side, long seed) {
    this.name = name;
    this.side = side;
    this.seed = seed;
    generator = new SceneGenerator(world, SceneSettings.WHOLE);
    interview = new Interview(world, mix);
  }

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

  /// Scene number `index`, from 0.
  public AskedScene at(long index) {
    RandomGenerator random = RANDOM.create((seed * MULTIPLIER + index) * MULTIPLIER);
    Scene scene = generator.draw(side, random);
    return new AskedScene(name + "-" + seed + "-" + index, scene, interview.ask(scene, random));
  }

  /// The first `count` scenes.
  public Stream<AskedScene> first(long count) {
    return LongStream.range(0, count).mapToObj(this::at);
  }
}
