package io.viralstream.workers.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.workers.train.TinyRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Questions to a version whose base is gone, changed, or back again.
class GoneBaseTest {
  @TempDir Path folder;
  private Path base;
  private Path version;

  @BeforeEach
  void writeAVersion() throws IOException {
    base = TinyRecipe.copiedBase(folder.resolve("here/llava"));
    version = folder.resolve("viral-0-a");
    try (TinyRecipe tiny = TinyRecipe.on(base, folder)) {
      tiny.writeStepZero(version);
    }
  }

  @Test
  void failWithoutAWordOfWhereTheBaseLay() throws IOException {
    try (TinyRecipe tiny = TinyRecipe.on(base, folder);
        ModelAnswerer answerer = answerer(tiny)) {
      Path away = Files.move(base, folder.resolve("away"));
      assertMissing(ask(answerer), ") is gone");
      Files.move(away, base);
      assertInstanceOf(Reply.Said.class, ask(answerer));
    }
  }

  @Test
  void failWhereTheBaseWasChanged() throws IOException {
    try (TinyRecipe tiny = TinyRecipe.on(base, folder);
        ModelAnswerer answerer = answerer(tiny)) {
      Files.writeString(base.resolve("generation_config.json"), " ", StandardOpenOption.APPEND);
      assertMissing(ask(answerer), ") is changed");
    }
  }

  private void assertMissing(Reply reply, String words) {
    Reply.Failed failed = assertInstanceOf(Reply.Failed.class, reply);
    assertEquals(Category.MODEL_MISSING, failed.category());
    assertTrue(failed.reason().contains("base model llava ("), failed.reason());
    assertTrue(failed.reason().contains(words), failed.reason());
    assertFalse(failed.reason().contains(folder.toString()), failed.reason());
  }

  private static ModelAnswerer answerer(TinyRecipe tiny) {
    return new ModelAnswerer(
        tiny.models(),
        new ModelAnswerer.Limits(1, 1L << 30, 1 << 20),
        new FeatureCache(1_000),
        InstantSource.system());
  }

  private Reply ask(ModelAnswerer answerer) throws IOException {
    Checkpoint checkpoint =
        InferTasks.checkpoint("viral-0-a")
            .setUri(version.toUri().toString())
            .setSha256(DirectoryHash.of(version))
            .build();
    return InferTasks.answered(
            answerer,
            checkpoint,
            List.of(InferTasks.prepared(InferTasks.text("How many?").build(), Optional.empty())))
        .getFirst();
  }
}
