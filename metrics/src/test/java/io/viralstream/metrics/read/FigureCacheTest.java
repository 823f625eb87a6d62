package io.viralstream.metrics.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FigureCacheTest {
  private final FigureCache<String, List<String>> cache =
      new FigureCache<>(100 << 10, figures -> 512);
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void makesFiguresOnceForTheSameRows() {
    ask("e", 10);
    ask("e", 10);

    assertEquals(1, made.get());
  }

  @Test
  void makesThemAgainWhenMoreRowsAreThere() {
    ask("e", 10);
    ask("e", 11);

    assertEquals(2, made.get());
  }

  @Test
  void forgetsWhatWasNotAskedForLongest() {
    for (int evaluation = 0; evaluation <= 200; evaluation++) ask("e" + evaluation, 1);
    ask("e200", 1);
    assertEquals(201, made.get());

    ask("e0", 1);
    assertEquals(202, made.get());
  }

  private void ask(String evaluation, long rows) {
    assertEquals(List.of(), cache.get(evaluation + " " + rows, this::make));
  }

  private List<String> make() {
    made.incrementAndGet();
    return List.of();
  }
}
