package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Rgb;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InterviewTest {
  private static final Background GREY =
      new Background(new Rgb(150, 150, 150), new Rgb(150, 150, 150), 0, 0, 0);

  /// A red circle at the top left, a blue square at the bottom left, an pink ring at the right.
  private static final Scene SCENE =
      new Scene(
          112,
          GREY,
          List.of(
              object(Shape.CIRCLE, Colour.RED, 10, 10),
              object(Shape.SQUARE, Colour.BLUE, 10, 80),
              object(Shape.RING, Colour.PINK, 85, 20)));

  @Test
  void answersWhetherSomethingIsThere() {
    Set<String> said = said(only(1, 0, 0, 0, 0, 0));

    assertTrue(said.contains("Is there a red circle in the image? yes"));
    assertTrue(said.contains("Is there a red square in the image? no"));
    assertTrue(said.contains("Is there a purple object in the image? no"));
    assertTrue(said.contains("Is there a ring in the image? yes"));
    assertTrue(said.stream().noneMatch("Is there a red circle in the image? no"::equals));
  }

  @Test
  void countsAllOfAColourAndOfAShape() {
    Set<String> said = said(only(0, 1, 0, 0, 0, 0));

    assertTrue(said.contains("How many objects are in the image? 3"));
    assertTrue(said.contains("How many blue objects are in the image? 1"));
    assertTrue(said.contains("How many crosses are in the image? 0"));
  }

  @Test
  void saysOnWhichSideAnObjectLies() {
    Set<String> said = said(only(0, 0, 1, 0, 0, 0));
    String tail = "? Answer with left, right, above or below. ";

    assertTrue(
        said.contains("Where is the red circle in relation to the blue square" + tail + "above"));
    assertTrue(
        said.contains("Where is the pink ring in relation to the red circle" + tail + "right"));
  }

  @Test
  void saysInWhichQuarterAnObjectLies() {
    Set<String> said = said(only(0, 0, 0, 1, 0, 0));

    assertTrue(said.contains("Where is the pink ring in the image? top right"));
    assertTrue(said.contains("Where is the blue square in the image? bottom left"));
  }

  @Test
  void saysWhatColourTheOnlyObjectOfAShapeHas() {
    Set<String> said = said(only(0, 0, 0, 0, 1, 0));

    assertEquals(
        Set.of(
            "What colour is the circle in the image? red",
            "What colour is the square in the image? blue",
            "What colour is the ring in the image? pink"),
        said);
  }

  @Test
  void asksForNoveltiesOnlyAboutWhatTheBaseWorldLacks() {
    Set<String> said = said(only(0, 0, 0, 0, 0, 1));

    assertTrue(said.contains("Is there a pink ring in the image? yes"));
    assertTrue(said.contains("Is there a cyan circle in the image? no"));
    assertTrue(said.stream().allMatch(s -> s.matches(".*(pink|cyan|ring).*")));
  }

  @Test
  void balancesYesAndNoExactly() {
    List<String> answers =
        SceneSource.baseHeldOut(3)
            .first(300)
            .flatMap(scene -> scene.questions().stream())
            .filter(question -> question.category() == Category.EXISTENCE)
            .map(Question::answer)
            .toList();

    assertEquals(300, answers.stream().filter("yes"::equals).count());
    assertEquals(300, answers.stream().filter("no"::equals).count());
  }

  @Test
  void neverAsksTheSameTwice() {
    SceneSource.streamTraining(2)
        .first(200)
        .forEach(scene ->
            assertEquals(
                scene.questions().size(),
                scene.questions().stream().map(Question::text).distinct().count()));
  }

  private static TurnMix only(
      int existence, int count, int relation, int position, int colour, int novelty) {
    return new TurnMix(existence, count, relation, position, colour, novelty, 0, 0);
  }

  /// Everything that many interviews about the scene say.
  private static Set<String> said(TurnMix mix) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    var interview = new Interview(World.STREAM, mix);
    return Stream.generate(() -> interview.ask(SCENE, random))
        .limit(1000)
        .flatMap(List::stream)
        .map(question -> question.text() + " " + question.answer())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static SceneObject object(Shape shape, Colour colour, int left, int top) {
    return new SceneObject(shape, colour, colour.middle(), left, top, 20);
  }
}
