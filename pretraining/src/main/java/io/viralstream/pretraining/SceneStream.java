package io.viralstream.pretraining;

import io.viralstream.scenes.Scene;
import io.viralstream.scenes.SceneGenerator;
import io.viralstream.scenes.SceneSettings;
import io.viralstream.scenes.Side;
import io.viralstream.scenes.World;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/// Fresh scenes of the base world, batch after batch; none is shown twice.
final class SceneStream {
  private final SceneGenerator generator;
  private final Side side;
  private final RandomGenerator random;

  SceneStream(SceneSettings settings, Side side, long seed) {
    generator = new SceneGenerator(World.BASE, settings);
    this.side = side;
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  Scene next() {
    return generator.draw(side, random);
  }

  List<Scene> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  RandomGenerator random() {
    return random;
  }
}
