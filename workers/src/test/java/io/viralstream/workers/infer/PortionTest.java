package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class PortionTest {
  private final Portion<Long> portion = new Portion<>(16, Long::longValue);

  @Test
  void takesAllTasksWhosePicturesAreSmall() {
    assertEquals(List.of(List.of(1L, 0L, 2L)), portions(1, 0, 2));
  }

  @Test
  void endsWithThePictureThatReachesTheLimit() {
    assertEquals(
        List.of(List.of(8L, 8L), List.of(3L, 48L), List.of(48L), List.of(0L)),
        portions(8, 8, 3, 48, 48, 0));
  }

  @Test
  void passesOverRecordsThatAreNoTask() {
    Queue<Integer> records = new ArrayDeque<>(List.of(1, 2, 3));
    List<Long> taken = portion.next(records, each -> Optional.of(20L).filter(task -> each == 2));
    assertEquals(List.of(20L), taken);
    assertEquals(1, records.size());
  }

  private List<List<Long>> portions(long... bytes) {
    Queue<Long> records = new ArrayDeque<>();
    for (long each : bytes) records.add(each);
    List<List<Long>> portions = new ArrayList<>();
    while (!records.isEmpty()) portions.add(portion.next(records, Optional::of));
    return portions;
  }
}
