package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.DeadLetters;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLettersTest {
  private static final int LIMIT = 10_000;

  @TempDir Path folder;

  @Test
  void givesAllBackInTheirOrder() throws IOException {
    try (HeldLetters held = new HeldLetters(folder, LIMIT)) {
      List<DeadLetter> added = add(held, 50);
      assertEquals(added, all(held));
      assertEquals(added, all(held), "again, should the first publication fail");
    }
  }

  @Test
  void holdsNoMoreOnTheHeapThanItMay() throws IOException {
    try (HeldLetters held = new HeldLetters(folder, LIMIT)) {
      add(held, 50);
      assertTrue(held.heapBytes() <= LIMIT, held.heapBytes() + " bytes");
      assertTrue(held.bytes() > 50_000, held.bytes() + " bytes");
    }
  }

  @Test
  void leavesNoFileWhateverEndsIt() throws IOException {
    HeldLetters held = new HeldLetters(folder, LIMIT);
    add(held, 50);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
    held.close();
  }

  @Test
  void beginsAnewOnceTheyArePublished() throws IOException {
    try (HeldLetters held = new HeldLetters(folder, LIMIT)) {
      add(held, 50);
      held.clear();
      assertEquals(List.of(), all(held));
      assertEquals(0, held.bytes());
      List<DeadLetter> added = add(held, 30);
      assertEquals(added, all(held));
    }
  }

  private static List<DeadLetter> all(HeldLetters held) {
    List<DeadLetter> all = new ArrayList<>();
    held.forEach(all::add);
    return all;
  }

  private static List<DeadLetter> add(HeldLetters held, int count) throws IOException {
    List<DeadLetter> added = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DeadLetter letter =
          DeadLetters.of(
              Step.TRAIN,
              Optional.of("arm"),
              Category.INVALID,
              "no. " + i,
              new ConsumerRecord<>("train-tasks", 0, i, new byte[] {1}, new byte[1_000 + i]),
              Instant.EPOCH);
      held.add(letter);
      added.add(letter);
    }
    return added;
  }
}
