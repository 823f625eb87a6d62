package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Measure;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DesignEffectTest {
  @Test
  void isExactlyOneWhereNoTwoQuestionsShareAPicture() {
    List<Counts> alone =
        Stream.concat(
                Stream.generate(() -> of(1, 1)).limit(7), Stream.generate(() -> of(1, 0)).limit(4))
            .toList();

    assertEquals(1, DesignEffect.of(Measure.ACCURACY, alone), 1e-12);
  }

  @Test
  void isThreeForTheWorkedExample() {
    assertEquals(3, DesignEffect.of(Measure.ACCURACY, List.of(of(2, 2), of(2, 0))), 1e-12);
  }

  @Test
  void isOneWhereEverythingIsRight() {
    assertEquals(1, DesignEffect.of(Measure.ACCURACY, Collections.nCopies(3, of(4, 4))));
  }

  @Test
  void neverMakesQuestionsTellMoreForSharingAPicture() {
    assertEquals(1, DesignEffect.of(Measure.ACCURACY, Collections.nCopies(5, of(2, 1))));
  }

  @Test
  void takesASinglePictureAsOneObservation() {
    assertEquals(10, DesignEffect.of(Measure.ACCURACY, List.of(of(10, 6))));
    assertEquals(10, DesignEffect.of(Measure.ACCURACY, List.of(of(10, 10))));
  }

  private static Counts of(long items, long correct) {
    return new Counts(items, correct, 0, 0, 0, 0);
  }
}
