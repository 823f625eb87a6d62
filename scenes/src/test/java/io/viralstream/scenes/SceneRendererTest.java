package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.images.Rgb;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneRendererTest {
  private static final Rgb GREY = new Rgb(150, 150, 150);

  @Test
  void paintsASquareInItsColourUpToItsEdge() {
    Picture picture = draw(Shape.SQUARE);

    assertPixel(Colour.RED.middle(), picture, 10, 10);
    assertPixel(Colour.RED.middle(), picture, 29, 29);
    assertPixel(GREY, picture, 30, 29);
  }

  @Test
  void leavesTheCornersOfACircleAndTheHoleOfARingToTheBackground() {
    assertPixel(GREY, draw(Shape.CIRCLE), 10, 10);
    assertPixel(Colour.RED.middle(), draw(Shape.CIRCLE), 20, 20);
    assertPixel(GREY, draw(Shape.RING), 20, 20);
  }

  @Test
  void pointsATriangleUpwards() {
    Picture triangle = draw(Shape.TRIANGLE);

    assertPixel(GREY, triangle, 12, 12);
    assertPixel(Colour.RED.middle(), triangle, 28, 12);
  }

  @Test
  void softensARoundEdge() {
    // That pixel centre lies hypot(8.5, 5.5) = 10.124 from the centre of a circle of radius 10.
    assertEquals(0.376, SceneRenderer.cover(object(Shape.CIRCLE), 11, 14), 0.001);
  }

  @Test
  void drawsTheSameBytesFromTheSameSeed() {
    assertArrayEquals(
        SceneSource.streamTraining(9).at(4).png(), SceneSource.streamTraining(9).at(4).png());
  }

  @Test
  void writesPicturesThatTheReaderTakes() throws ImageRejected {
    AskedScene asked = SceneSource.streamTraining(9).at(4);

    assertEquals(
        SceneRenderer.draw(asked.scene()), PictureReader.standard(1L << 30).read(asked.png()));
  }

  private static Picture draw(Shape shape) {
    var background = new Background(GREY, GREY, 0, 0, 0);
    return SceneRenderer.draw(new Scene(42, background, List.of(object(shape))));
  }

  private static SceneObject object(Shape shape) {
    return new SceneObject(shape, Colour.RED, Colour.RED.middle(), 10, 10, 20);
  }

  private static void assertPixel(Rgb expected, Picture picture, int y, int x) {
    assertEquals(
        expected,
        new Rgb(picture.sample(y, x, 0), picture.sample(y, x, 1), picture.sample(y, x, 2)));
  }
}
