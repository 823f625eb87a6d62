package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.TrainedConfig.Trained;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainedStartTest {
  private static final String VICUNA = "llava-vicuna-clip";
  private static final LoraSettings LORA = new LoraSettings(2, 4, .05, false);

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private TrainedConfig begun(String base, ResidualKind residual, Optional<LoraSettings> lora)
      throws IOException {
    List<Integer> layers = residual == ResidualKind.NONE ? List.of() : List.of(1);
    return new TrainedConfig(reference(base), PromptTemplate.VICUNA_V1, residual, layers, lora);
  }

  private TrainedConfig adapter() throws IOException {
    return begun(VICUNA, ResidualKind.NONE, Optional.of(LORA));
  }

  private TrainedConfig projector() throws IOException {
    return begun(VICUNA, ResidualKind.NONE, Optional.empty());
  }

  private TrainedConfig full() throws IOException {
    TrainedConfig alone = projector();
    return new TrainedConfig(
        alone.base(),
        alone.prompt(),
        alone.residual(),
        List.of(),
        Optional.empty(),
        List.of(TrainedConfig.Part.LANGUAGE_MODEL));
  }

  private BaseReference reference(String base) throws IOException {
    return new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")))
        .describe(Golden.directory(base));
  }

  private PublishedModel opened(AdapterChoice choice, VisualResidual residual) throws IOException {
    Path directory = Golden.directory(VICUNA);
    return PublishedModel.open(
        with.torch(), directory, DirectoryKind.open(directory).answering(), choice, residual);
  }

  private AdapterChoice fresh() {
    return new AdapterChoice.Fresh(FreshAdapters.seeded(with.torch(), LORA, 3));
  }

  private Path version(Trained trained, String name) throws IOException {
    Path directory = folder.resolve(name);
    return trained instanceof Trained.Adapter
        ? TrainedVersion.write(with.torch(), VICUNA, 1, directory)
        : TrainedVersion.whole(with.torch(), VICUNA, trained, directory);
  }

  private void assertSame(Parameters expected, Parameters found) {
    assertEquals(expected.names(), found.names());
    for (String name : expected.names()) {
      assertArrayEquals(expected.read(with.torch(), name), found.read(with.torch(), name), name);
    }
  }

  private void put(Path start, VisionLanguageModel model) throws IOException {
    TrainedStart.open(start).into(with.torch(), model);
  }

  /// The second one is rank-stabilised, 4/√2 being 5.65…/2.
  @ParameterizedTest
  @CsvSource({"adapter-today, 4", "adapter-before, 5.65685424949238", "adapter-alone, 3"})
  void putsAnAdapterOfOthersInThePlaceOfTheFreshOneUnderEachOfItsNamings(String name, double alpha)
      throws IOException {
    Path start = Golden.directory(name);
    LoraSettings lora = new LoraSettings(2, alpha, .05, false);
    TrainedStart.open(start).requireFit(begun(VICUNA, ResidualKind.NONE, Optional.of(lora)));
    try (PublishedModel expected = opened(new AdapterChoice.Stored(start), VisualResidual.none());
        PublishedModel found = opened(fresh(), VisualResidual.none())) {
      put(start, found.model());
      assertSame(expected.model().adapterParameters(), found.model().adapterParameters());
      assertSame(expected.model().projectorParameters(), found.model().projectorParameters());
    }
  }

  @Test
  void keepsTheFreshAdapterOfAMapThatTheStartLeavesAlone() throws IOException {
    Path start = changed("adapter-today", tensor -> tensor, "k_proj");
    try (PublishedModel found = opened(fresh(), VisualResidual.none())) {
      VisionLanguageModel model = found.model();
      String map = "language_model.model.layers.0.self_attn.";
      float[] fresh = model.adapterParameters().read(with.torch(), map + "k_proj.lora_A.weight");
      put(start, model);
      assertArrayEquals(
          fresh, model.adapterParameters().read(with.torch(), map + "k_proj.lora_A.weight"));
      assertAllZero(model.adapterParameters().read(with.torch(), map + "k_proj.lora_B.weight"));
      float[] taken = model.adapterParameters().read(with.torch(), map + "q_proj.lora_B.weight");
      assertFalse(Arrays.equals(new float[taken.length], taken));
    }
  }

  private static void assertAllZero(float[] values) {
    assertArrayEquals(new float[values.length], values);
  }

  @Test
  void takesAllOfAVersionThatLearntTheSameParts() throws IOException {
    Path adapted = version(new Trained.Adapter(LORA), "adapted");
    TrainedStart.open(adapted).requireFit(adapter());
    Path full = version(new Trained.Everything(), "full");
    TrainedStart.open(full).requireFit(full());
    try (PublishedModel one = opened(new AdapterChoice.Stored(adapted), VisualResidual.none());
        PublishedModel two = opened(fresh(), VisualResidual.none());
        PublishedModel three =
            opened(new AdapterChoice.Whole(full, full()), VisualResidual.none());
        PublishedModel four = opened(new AdapterChoice.Embedded(), VisualResidual.none())) {
      put(adapted, two.model());
      assertSame(one.model().adapterParameters(), two.model().adapterParameters());
      assertSame(one.model().projectorParameters(), two.model().projectorParameters());
      put(full, four.model());
      assertSame(three.model().parameters(), four.model().parameters());
    }
  }

  @Test
  void takesTheProjectorOfAVersionThatLearntItAloneWhateverIsTrained() throws IOException {
    Path start = version(new Trained.ProjectorAlone(), "stage1");
    for (TrainedConfig begun : List.of(projector(), adapter(), full())) {
      assertDoesNotThrow(() -> TrainedStart.open(start).requireFit(begun));
    }
    try (PublishedModel expected =
            opened(new AdapterChoice.Whole(start, projector()), VisualResidual.none());
        PublishedModel found = opened(fresh(), VisualResidual.none())) {
      put(start, found.model());
      assertSame(expected.model().parameters(), found.model().parameters());
    }
  }

  @Test
  void takesTheMapOfTheFourthEquation() throws IOException {
    TrainedConfig begun = begun(VICUNA, ResidualKind.FEATURES, Optional.of(LORA));
    Path start = Files.createDirectories(folder.resolve("residual"));
    try (PublishedModel one = opened(fresh(), mapped());
        PublishedModel two = opened(fresh(), mapped())) {
      Parameters map = one.model().residualParameters();
      float[] values = new float[map.read(with.torch(), "residual.bias").length];
      Arrays.fill(values, .25F);
      map.write(with.torch(), "residual.bias", values);
      TrainedFiles.write(start, begun, one.model());
      TrainedStart.open(start).requireFit(begun);
      put(start, two.model());
      assertArrayEquals(
          values, two.model().residualParameters().read(with.torch(), "residual.bias"));
    }
    assertUnfit(start, adapter(), "residual=FEATURES behind [1]", "expected NONE behind []");
  }

  private VisualResidual mapped() {
    return ResidualKind.FEATURES.of(Set.of(1), FreshWeights.seeded(with.torch(), 0));
  }

  @Test
  void refusesPartsThatTrainingHasNoPlaceFor() throws IOException {
    Path adapted = version(new Trained.Adapter(LORA), "adapted");
    Path full = version(new Trained.Everything(), "full");
    assertUnfit(adapted, projector(), "adapted: holds an adapter, expected a projector alone");
    assertUnfit(adapted, full(), "adapted: holds an adapter, expected a language model of its own");
    assertUnfit(full, adapter(), "full: holds a language model of its own, expected an adapter");
    assertUnfit(full, projector(), "full: holds a language model of its own");
    Path foreign = Golden.directory("adapter-today");
    assertUnfit(foreign, projector(), "holds an adapter, expected a projector alone");
    assertUnfit(foreign, full(), "holds an adapter, expected a language model");
  }

  @Test
  void refusesAnotherBaseAnotherAdapterAndAnotherResidual() throws IOException {
    Path adapted = version(new Trained.Adapter(LORA), "adapted");
    assertUnfit(
        adapted,
        begun("llava-qwen-siglip", ResidualKind.NONE, Optional.of(LORA)),
        "was trained on the base llava-vicuna-clip (",
        "expected llava-qwen-siglip (");
    LoraSettings other = new LoraSettings(8, 16, 0, false);
    assertUnfit(
        adapted,
        begun(VICUNA, ResidualKind.NONE, Optional.of(other)),
        "rank=2 and alpha=4.0, expected rank=8 and alpha=16.0",
        "say rank=2,alpha=4.0");
    assertUnfit(Golden.directory("adapter-alone"), adapter(), "say rank=2,alpha=3.0");
    for (Path start : List.of(adapted, Golden.directory("adapter-today"))) {
      assertUnfit(
          start,
          begun(VICUNA, ResidualKind.PROJECTED, Optional.of(LORA)),
          "residual=NONE",
          "expected PROJECTED behind [1]");
    }
    Path stage1 = version(new Trained.ProjectorAlone(), "stage1");
    TrainedStart.open(stage1).requireFit(begun(VICUNA, ResidualKind.PROJECTED, Optional.of(LORA)));
  }

  @ParameterizedTest
  @CsvSource({
    "down_proj.lora_A, 'shape [', 'expected ['",
    "up_proj.lora_B, element 1, is not finite"
  })
  void refusesATensorThatDoesNotFitOrIsNotFiniteByItsName(
      String part, String found, String expected) throws IOException {
    boolean isNaN = expected.equals("is not finite");
    Path start =
        changed(
            "adapter-today",
            tensor -> {
              if (!tensor.name().contains("layers.1.mlp." + part)) return tensor;
              float[] values = tensor.floats();
              if (isNaN) values[1] = Float.NaN;
              long[] shape = isNaN ? tensor.dimensions() : new long[] {1, (long) values.length};
              return StoredTensor.f32(tensor.name(), shape, values);
            },
            "nothing");
    try (PublishedModel model = opened(fresh(), VisualResidual.none())) {
      CheckpointRejected refused =
          assertThrows(CheckpointRejected.class, () -> put(start, model.model()));
      for (String word : List.of("adapter_model.safetensors", part, found, expected)) {
        assertTrue(refused.toString().contains(word), refused.toString());
      }
    }
  }

  @Test
  void refusesAnAdapterOfWhatAnArmLeavesAsItIs() throws IOException {
    Path start =
        changed(
            "adapter-today",
            tensor ->
                StoredTensor.f32(
                    tensor.name().replace("layers.1.mlp.up_proj", "embed_tokens"),
                    tensor.dimensions(),
                    tensor.floats()),
            "nothing");
    try (PublishedModel model = opened(fresh(), VisualResidual.none())) {
      CheckpointRejected refused =
          assertThrows(CheckpointRejected.class, () -> put(start, model.model()));
      assertTrue(refused.toString().contains("embed_tokens"), refused.toString());
      assertTrue(refused.toString().contains("as its base has it"), refused.toString());
    }
  }

  /// LLaVA's own training puts the configuration of the model beside its adapter.
  @Test
  void takesAnAdapterBesideTheConfigurationOfAModel() throws IOException {
    Path start = changed("adapter-today", tensor -> tensor, "nothing");
    Files.copy(
        Golden.directory("llava-original").resolve("config.json"), start.resolve("config.json"));
    assertDoesNotThrow(() -> TrainedStart.open(start).requireFit(adapter()));
  }

  @Test
  void refusesDirectoriesThatHoldNeitherAVersionNorAnAdapter() throws IOException {
    assertUnopened(Golden.directory(VICUNA), VICUNA + ": its config.json is no trained version's");
    assertUnopened(Golden.directory("dinov2"), "adapter_config.json is missing");
    assertUnopened(Files.createDirectory(folder.resolve("empty")), "empty: its config.json");
    assertUnopened(folder.resolve("nowhere"), "nowhere: no such directory");
  }

  private static void assertUnopened(Path start, String reason) {
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> TrainedStart.open(start));
    assertTrue(refused.toString().contains(reason), refused.toString());
  }

  private static void assertUnfit(Path start, TrainedConfig begun, String... words)
      throws IOException {
    TrainedStart opened = TrainedStart.open(start);
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> opened.requireFit(begun));
    for (String word : words) assertTrue(refused.toString().contains(word), refused.toString());
  }

  /// A golden adapter with other tensors.
  private Path changed(String golden, UnaryOperator<StoredTensor> change, String without)
      throws IOException {
    Path start = Files.createDirectories(folder.resolve("changed"));
    Path from = Golden.directory(golden);
    Files.copy(from.resolve("adapter_config.json"), start.resolve("adapter_config.json"));
    List<StoredTensor> tensors = new ArrayList<>();
    try (WeightFiles files = WeightFiles.open(from, Adapter.FILE)) {
      for (String name : files.names()) {
        if (!name.contains(without)) tensors.add(change.apply(files.tensor(name)));
      }
      SafetensorsWriter.write(start.resolve(Adapter.FILE), tensors);
    }
    return start;
  }
}
