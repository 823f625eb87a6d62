package io.viralstream.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.features.StudentFeatures;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.Golden;
import io.viralstream.models.published.TrainedVersion;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ModelOpenerTest {
  private static final Picture WIDE = wide();

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private static Picture wide() {
    byte[] rgb = new byte[40 * 70 * 3];
    new Random(1).nextBytes(rgb);
    return new Picture(40, 70, rgb);
  }

  private Path version(int seed) throws IOException {
    return TrainedVersion.write(
        with.torch(), "llava-vicuna-clip", seed, folder.resolve("arm-1-" + seed));
  }

  private LoadedModel open(ModelOpener models, Path version) throws IOException {
    return models.open(version.toUri().toString(), DirectoryHash.of(version));
  }

  private static float[] logits(LoadedModel model) {
    return StudentFeatures.of(model, WIDE, "How many?", List.of(1)).stream()
        .filter(tensor -> tensor.name().equals("logits"))
        .map(StoredTensor::floats)
        .findFirst()
        .orElseThrow();
  }

  private float[] alone(Path version) throws IOException {
    try (LoadedModel model = open(Openers.of(with.torch()), version)) {
      return logits(model);
    }
  }

  @Test
  void holdsABaseOnceForItsVersionsWhichAnswerAsEachAlone() throws IOException {
    Path first = version(1);
    Path second = version(2);
    float[] ofFirst = alone(first);
    float[] ofSecond = alone(second);
    assertFalse(Arrays.equals(ofFirst, ofSecond));
    long before = with.torch().living();
    ModelOpener models = Openers.of(with.torch());
    LoadedModel one = open(models, first);
    long oneAlone = with.torch().living();
    LoadedModel two = open(models, second);
    int own =
        two.model().adapterParameters().names().size()
            + two.model().projectorParameters().names().size();
    int rotaryTable = 1;
    assertEquals(oneAlone + own + rotaryTable, with.torch().living());
    for (String name : two.model().parameters().names()) {
      if (name.startsWith("multi_modal_projector.")) continue;
      assertSame(one.model().parameters().named(name), two.model().parameters().named(name), name);
    }
    assertTrue(two.bytes() < one.bytes() / 2, two.bytes() + " of " + one.bytes());
    assertArrayEquals(ofFirst, logits(one));
    assertArrayEquals(ofSecond, logits(two));
    one.close();
    assertArrayEquals(ofSecond, logits(two));
    two.close();
    assertEquals(before, with.torch().living());
    try (LoadedModel again = open(models, first)) {
      assertArrayEquals(ofFirst, logits(again));
      assertEquals(one.bytes(), again.bytes());
    }
    assertEquals(before, with.torch().living());
  }

  @Test
  void asksAVersionInTheFrameOfItsTrainingAboutPaddedPictures() throws IOException {
    Path version = version(1);
    try (LoadedModel model = Openers.of(with.torch()).open(version, ServingOptions.published());
        LoadedModel base =
            LoadedModel.open(
                with.torch(), Golden.directory("llava-vicuna-clip"), ServingOptions.published())) {
      assertEquals(PromptTemplate.VICUNA_V1, model.frame());
      byte[] bars = model.frame(WIDE).rgb();
      assertArrayEquals(new byte[] {122, 116, 104}, Arrays.copyOf(bars, 3));
      assertFalse(Arrays.equals(base.frame(WIDE).rgb(), bars));
      assertTrue(
          model.question(Optional.empty(), "How?").before().length
              > base.question(Optional.empty(), "How?").before().length);
      assertEquals(1, model.endTokens().size());
    }
  }

  @Test
  void namesABaseThatIsGoneAndLeavesNothingInMemory() throws IOException {
    Path base = Files.createDirectories(folder.resolve("base"));
    try (Stream<Path> files = Files.list(Golden.directory("llava-qwen-siglip"))) {
      for (Path file : files.toList()) Files.copy(file, base.resolve(file.getFileName()));
    }
    Path version = TrainedVersion.write(with.torch(), base, 1, folder.resolve("arm-1-1"));
    Files.move(base, folder.resolve("moved"));
    long before = with.torch().living();
    CheckpointRejected gone =
        assertThrows(
            CheckpointRejected.class,
            () -> Openers.of(with.torch()).open(version, ServingOptions.published()));
    assertTrue(gone.toString().contains("VIRAL_MODELS"), gone.toString());
    assertEquals(before, with.torch().living());
  }

  @Test
  void freesABaseWhoseVersionIsDamaged() throws IOException {
    Path version = version(1);
    Files.write(version.resolve("adapter_model.safetensors"), new byte[] {1, 2, 3});
    long before = with.torch().living();
    assertThrows(
        CheckpointRejected.class,
        () -> Openers.of(with.torch()).open(version, ServingOptions.published()));
    assertEquals(before, with.torch().living());
  }
}
