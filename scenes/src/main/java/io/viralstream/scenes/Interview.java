package io.viralstream.scenes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Asks a scene the questions of a mix, no text twice, in random order.
public final class Interview {
  private static final int TRIES = 4;

  private final TurnMix mix;
  private final ExistenceQuestions existence;
  private final NoveltyQuestions novelty;
  private final CountQuestions count;
  private final RelationQuestions relation;
  private final PositionQuestions position;

  public Interview(World world, TurnMix mix) {
    this.mix = mix;
    existence = new ExistenceQuestions(world);
    novelty = new NoveltyQuestions(world);
    count = new CountQuestions(world);
    relation = new RelationQuestions(mix.colourOnly());
    position = new PositionQuestions(mix.colourOnly());
  }

  /// The questions, with their answers; as many as the scene can carry.
  public List<Question> ask(Scene scene, RandomGenerator random) {
    Map<String, Question> asked = new LinkedHashMap<>();
    boolean yesFirst = random.nextBoolean();
    for (int i = 0; i < mix.existence(); i++) {
      boolean yes = yesFirst == (i % 2 == 0);
      repeat(asked, () -> Optional.of(existence(scene, yes, random)));
    }
    for (int i = 0; i < mix.novelty(); i++) {
      boolean yes = yesFirst == (i % 2 == 0);
      repeat(asked, () -> novelty(scene, yes, random));
    }
    repeat(asked, mix.count(), () -> Optional.of(count.ask(scene, wording(random), random)));
    repeat(asked, mix.relation(), () -> relation.ask(scene, wording(random), random));
    repeat(asked, mix.position(), () -> position.ask(scene, wording(random), random));
    repeat(asked, mix.colour(), () -> ColourQuestions.ask(scene, wording(random), random));
    List<Question> questions = new ArrayList<>(asked.values());
    Collections.shuffle(questions, Random.from(random));
    return questions;
  }

  private Question existence(Scene scene, boolean yes, RandomGenerator random) {
    return yes
        ? existence.yes(scene, wording(random), random)
        : existence.no(scene, wording(random), random);
  }

  private Optional<Question> novelty(Scene scene, boolean yes, RandomGenerator random) {
    return yes
        ? novelty.yes(scene, wording(random), random)
        : novelty.no(scene, wording(random), random);
  }

  private Wording wording(RandomGenerator random) {
    return random.nextDouble() < mix.shortShare() ? Wording.SHORT : Wording.NLVR;
  }

  private static void repeat(Map<String, Question> asked, int times, Asking asking) {
    for (int i = 0; i < times; i++) {
      repeat(asked, asking);
    }
  }

  /// Tries until a question comes out whose text is new, a few times at most.
  private static void repeat(Map<String, Question> asked, Asking asking) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Question> question = asking.ask();
      if (question.isPresent() && !asked.containsKey(question.get().text())) {
        asked.put(question.get().text(), question.get());
        return;
      }
    }
  }

  private interface Asking {
    Optional<Question> ask();
  }
}
