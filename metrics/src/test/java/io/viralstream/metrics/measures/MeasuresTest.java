package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.Counts;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {
  @Test
  void widensTheIntervalWhereQuestionsShareAPicture() {
    Interval shared =
        Measures.pooled(List.of(of(2, 2), of(2, 0))).getFirst().interval().orElseThrow();

    assertEquals(Wilson.at95(.5, 4 / 3.0), shared);
  }

  @Test
  void givesOnlyAccuracyWhereNobodyAskedYesOrNo() {
    assertEquals(
        List.of("accuracy"),
        Measures.pooled(List.of(of(4, 1))).stream().map(Measured::name).toList());
  }

  @Test
  void countsEachSplitTheSameInAMean() {
    Counts first = of(10, 10);
    Counts second = of(2, 1);

    Measured mean = Measures.meanOfSplits(List.of(List.of(first, second))).getFirst();

    assertEquals(.75, mean.value().orElseThrow());
  }

  @Test
  void hasNoMeanWhereOneSplitHasNoValue() {
    var answered = new Counts(2, 2, 1, 1, 1, 0);
    var silent = new Counts(2, 1, 1, 1, 0, 0);

    Measured precision =
        Measures.meanOfSplits(List.of(List.of(answered, silent))).stream()
            .filter(one -> one.name().equals("precision"))
            .findFirst()
            .orElseThrow();

    assertTrue(precision.value().isEmpty());
    assertTrue(precision.interval().isEmpty());
  }

  private static Counts of(long items, long correct) {
    return new Counts(items, correct, 0, 0, 0, 0);
  }
}
