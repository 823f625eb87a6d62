package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SceneGeneratorTest {
  private static final int SCENES = 300;

  @Test
  void keepsObjectsOnTheCanvasAndApart() {
    scenes(World.BASE).forEach(SceneGeneratorTest::assertTidy);
  }

  @Test
  void keepsToTheColoursAndShapesOfTheBaseWorld() {
    assertTrue(
        objects(World.BASE).allMatch(object -> World.BASE.knows(object.colour(), object.shape())));
  }

  @Test
  void bringsEveryNewColourAndShapeInTheStreamsWorld() {
    EnumSet<Colour> colours = EnumSet.noneOf(Colour.class);
    EnumSet<Shape> shapes = EnumSet.noneOf(Shape.class);
    objects(World.STREAM)
        .forEach(object -> {
          colours.add(object.colour());
          shapes.add(object.shape());
        });

    assertEquals(EnumSet.allOf(Colour.class), colours);
    assertEquals(EnumSet.allOf(Shape.class), shapes);
    assertFalse(World.BASE.colours().containsAll(colours));
    assertFalse(World.BASE.shapes().containsAll(shapes));
  }

  @Test
  void drawsScenesOfEverySizeFromOneToEight() {
    List<Integer> sizes = scenes(World.BASE).map(s -> s.objects().size()).distinct().toList();

    assertEquals(8, sizes.size());
  }

  private static void assertTidy(Scene scene) {
    for (SceneObject object : scene.objects()) {
      assertTrue(object.left() >= 0 && object.left() + object.size() <= scene.side());
      assertTrue(object.top() >= 0 && object.top() + object.size() <= scene.side());
      assertEquals(1, scene.objects().stream().filter(o -> o.isNear(object, 1)).count());
    }
  }

  private static Stream<SceneObject> objects(World world) {
    return scenes(world).flatMap(scene -> scene.objects().stream());
  }

  private static Stream<Scene> scenes(World world) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    var generator = new SceneGenerator(world, SceneSettings.WHOLE);
    return Stream.generate(() -> generator.draw(random)).limit(SCENES);
  }
}
