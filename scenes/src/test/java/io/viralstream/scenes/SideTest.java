package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SideTest {
  private static final int SCENES = 400;

  /// Whatever the seed: the side is a function of the layout, and each source keeps to its own.
  @Test
  void trainingAndHeldOutScenesShareNoLayout() {
    Set<List<String>> training = new HashSet<>();
    for (long seed = 0; seed < 3; seed++) {
      SceneSource.streamTraining(seed).first(SCENES).map(SideTest::layout).forEach(training::add);
    }

    assertTrue(
        SceneSource.streamHeldOut(0)
            .first(SCENES)
            .map(SideTest::layout)
            .noneMatch(training::contains));
  }

  @Test
  void everySourceKeepsToItsSide() {
    assertSide(Side.TRAINING, SceneSource.streamTraining(5));
    assertSide(Side.HELD_OUT, SceneSource.streamHeldOut(5));
    assertSide(Side.HELD_OUT, SceneSource.baseHeldOut(5));
  }

  @Test
  void backgroundAndPaintDoNotChangeTheSide() {
    Scene scene = SceneSource.baseHeldOut(1).at(0).scene();
    Scene other = SceneSource.baseHeldOut(1).at(1).scene();
    List<SceneObject> repainted =
        scene.objects().stream()
            .map(o ->
                new SceneObject(
                    o.shape(), o.colour(), o.colour().middle(), o.left(), o.top(), o.size()))
            .toList();

    assertEquals(Side.HELD_OUT, new Scene(112, other.background(), repainted).splitSide());
  }

  private static void assertSide(Side side, SceneSource source) {
    assertTrue(source.first(SCENES).allMatch(asked -> asked.scene().splitSide() == side));
  }

  private static List<String> layout(AskedScene asked) {
    return asked.scene().objects().stream()
        .map(o -> o.shape() + " " + o.colour() + " " + o.left() + " " + o.top() + " " + o.size())
        .toList();
  }
}
