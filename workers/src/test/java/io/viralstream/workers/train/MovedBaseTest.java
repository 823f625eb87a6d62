package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.workers.kafka.FakeKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An arm whose base lies elsewhere, is gone, or was changed since its last version.
class MovedBaseTest {
  @TempDir Path folder;
  private final FakeKafka kafka = new FakeKafka();
  private Path base;

  @BeforeEach
  void trainAStep() throws IOException {
    base = TinyRecipe.copiedBase(folder.resolve("here/llava"));
    try (TinyRecipe tiny = TinyRecipe.on(base, folder);
        ArmOwnership ownership = ArmOwnership.begin(parts(tiny))) {
      learn(tiny, ownership, "a", "b", "c", "d");
    }
  }

  @Test
  void goesOnWhereItsBaseWasMovedAndRenamedInAFolderThatIsNamed() throws IOException {
    Path named = Files.createDirectory(folder.resolve("models"));
    Path moved = Files.move(base, named.resolve("other"));
    Checkpoint before = newest();
    try (TinyRecipe tiny = TinyRecipe.on(moved, folder, named)) {
      try (ArmOwnership ownership = ArmOwnership.begin(parts(tiny))) {
        assertEquals(before.getNextOffset(), ownership.nextOffset());
        learn(tiny, ownership, "e", "f", "g", "h");
      }
      assertEquals(2 * before.getStep(), newest().getStep());
      for (Checkpoint version : List.of(before, newest())) {
        tiny.models().open(version.getUri(), version.getSha256()).close();
      }
    }
  }

  @Test
  void refusesToGoOnWithoutItsBase() throws IOException {
    try (TinyRecipe tiny = TinyRecipe.on(base, folder)) {
      Files.move(base, folder.resolve("here/renamed"));
      assertRefused(tiny, "base model llava (", ") is gone", "VIRAL_MODELS");
    }
  }

  @Test
  void refusesToGoOnWithABaseThatWasChangedUnderIt() throws IOException {
    try (TinyRecipe tiny = TinyRecipe.on(base, folder)) {
      change();
      assertRefused(tiny, "base model llava (", ") is changed");
    }
  }

  @Test
  void refusesToStartAgainOnABaseThatWasChanged() throws IOException {
    change();
    try (TinyRecipe tiny = TinyRecipe.on(base, folder)) {
      assertRefused(tiny, "is known with baseModel=");
    }
  }

  private void change() throws IOException {
    Files.writeString(base.resolve("generation_config.json"), " ", StandardOpenOption.APPEND);
  }

  private void assertRefused(TinyRecipe tiny, String... words) {
    ArmRefused refused =
        assertThrows(ArmRefused.class, () -> ArmOwnership.begin(parts(tiny)).close());
    for (String word : words) assertTrue(refused.toString().contains(word), refused.toString());
  }

  private TrainParts parts(TinyRecipe tiny) {
    return tiny.parts(
        kafka, tiny.arm(Recipe.Parts.STAGE2, "viral"), new CheckpointRoom(path -> 1L << 40));
  }

  private void learn(TinyRecipe tiny, ArmOwnership ownership, String... ids) throws IOException {
    for (String id : ids) {
      ownership.take(kafka.append(Topics.TRAIN_TASKS, tiny.about(id, 0)));
    }
    kafka.settle();
  }

  private Checkpoint newest() {
    return kafka.records(Topics.CHECKPOINTS).getLast();
  }
}
