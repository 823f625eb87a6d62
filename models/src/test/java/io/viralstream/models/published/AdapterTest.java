package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.HiddenStates;
import io.viralstream.models.model.PackedBatch;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.vision.PublishedVision;
import io.viralstream.models.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdapterTest {
  private static final String FILE = "adapter_model.safetensors";
  private static final Path BASE = Golden.directory("llava-vicuna-clip");

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"adapter-today", "adapter-before", "adapter-alone"})
  void computesWhatPeftDoes(String name) throws IOException {
    Golden golden = Golden.of(name);
    Optional<Path> adapter = Optional.of(golden.directory());
    try (PublishedModel published = PublishedModel.open(with.torch(), BASE, adapter)) {
      VisionLanguageModel model = published.model();
      PackedBatch batch = firstPrompt();
      HiddenStates hidden = model.hidden(batch, Optional.of(features(model)), Set.of(1, 2));
      for (int block = 1; block <= 2; block++) {
        golden.assertClose("hidden." + block, model.visual(hidden, block, batch).floats());
      }
      Tensor last = hidden.last().select(1, batch.length() - 1);
      golden.assertClose("logits", model.language().logits(last).floats());
    }
    golden.report();
  }

  @Test
  void isTakenWhereItLiesBesideTheModel() throws IOException {
    Path both = beside("adapter-today", BASE);
    try (PublishedModel embedded = PublishedModel.open(with.torch(), both);
        PublishedModel named =
            PublishedModel.open(
                with.torch(), BASE, Optional.of(Golden.directory("adapter-today")))) {
      for (String name : named.model().parameters().names()) {
        assertArrayEquals(
            named.model().parameters().read(with.torch(), name),
            embedded.model().parameters().read(with.torch(), name),
            name);
      }
      Parameters beside = embedded.model().adapterParameters();
      assertEquals(28, beside.names().size());
      for (String name : beside.names()) {
        assertArrayEquals(
            named.model().adapterParameters().read(with.torch(), name),
            beside.read(with.torch(), name),
            name);
      }
    }
    assertEquals(List.of(), Inspection.of(with.torch(), both).problems());
  }

  @Test
  void isRefusedBesideTheModelWhereAnotherIsNamed() throws IOException {
    Path both = beside("adapter-today", BASE);
    Optional<Path> other = Optional.of(Golden.directory("adapter-before"));
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class, () -> PublishedModel.open(with.torch(), both, other));
    assertTrue(refused.toString().contains("--adapter names another"), refused.toString());
  }

  @Test
  void isNoAdapterWithoutItsConfiguration() throws IOException {
    Path both = beside("adapter-today", BASE);
    Files.delete(both.resolve("adapter_config.json"));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> PublishedModel.open(with.torch(), both));
    assertTrue(refused.toString().contains("without adapter_config.json"), refused.toString());
    assertEquals(1, Inspection.of(with.torch(), both).problems().size());
  }

  @Test
  void isRefusedBesideAnEncoder() throws IOException {
    Path both = beside("adapter-today", Golden.directory("clip-bare"));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> PublishedVision.open(both));
    assertTrue(refused.toString().contains("adapter_config.json"), refused.toString());
  }

  @Test
  void isInspectedTensorByTensorWhereItLiesBesideTheModel() throws IOException {
    Path both = beside("adapter-today", BASE);
    edit(both, "{'r':3}");
    List<String> problems = Inspection.of(with.torch(), both).problems();
    assertTrue(problems.getFirst().contains("expected [3, "), problems.toString());
  }

  private Path beside(String adapter, Path model) throws IOException {
    Path both = Files.createDirectory(folder.resolve("both"));
    for (Path source : List.of(Golden.directory(adapter), model)) {
      try (Stream<Path> files = Files.list(source)) {
        for (Path file : files.toList()) {
          Files.copy(file, both.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    return both;
  }

  /// W + (α/r)·B·A with r 2 and α 3, in plain arithmetic.
  @Test
  void adaptsALanguageModelAlone() throws IOException {
    String module = "model.layers.1.self_attn.o_proj";
    float[] down = new float[2 * 32];
    float[] up = new float[32 * 2];
    down[5] = 2; // A[0, 5]
    up[7 * 2] = 4; // B[7, 0]
    Path adapter =
        written(
            List.of(
                half(module + ".lora_A.weight", new long[] {2, 32}, down),
                half(module + ".lora_B.weight", new long[] {32, 2}, up)));
    String weight = "language_model." + module + ".weight";
    Path base = Golden.directory("llama-linear");
    try (PublishedModel adapted = PublishedModel.open(with.torch(), base, Optional.of(adapter))) {
      Parameters weights = adapted.model().parameters();
      float[] expected = weights.read(with.torch(), weight);
      expected[7 * 32 + 5] += 4 * 2 * 3 / 2f;
      try (Parameters merged = adapted.model().adapters().merged(with.torch(), weights)) {
        assertEquals(List.of(weight), merged.names());
        assertArrayEquals(expected, merged.read(with.torch(), weight), 1e-6f);
      }
    }
  }

  /// Outside of the decoder's blocks nothing stands beside a weight.
  @Test
  void isMergedIntoTheEncoder() throws IOException {
    String module = "model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj";
    String weight = LlavaNames.TOWER + "encoder.layers.0.self_attn.q_proj.weight";
    try (PublishedModel plain = PublishedModel.open(with.torch(), BASE)) {
      float[] expected = plain.model().parameters().read(with.torch(), weight);
      int width = plain.model().encoder().settings().width();
      float[] down = new float[2 * width];
      float[] up = new float[width * 2];
      down[5] = 2; // A[0, 5]
      up[7 * 2] = 4; // B[7, 0]
      expected[7 * width + 5] += 4 * 2 * 3 / 2f;
      Path adapter =
          written(
              List.of(
                  half(module + ".lora_A.weight", new long[] {2, width}, down),
                  half(module + ".lora_B.weight", new long[] {width, 2}, up)));
      try (PublishedModel adapted = PublishedModel.open(with.torch(), BASE, Optional.of(adapter))) {
        assertTrue(adapted.model().adapters().isEmpty());
        assertArrayEquals(expected, adapted.model().parameters().read(with.torch(), weight), 1e-6f);
      }
    }
  }

  @Test
  void refusesANumberThatIsNotFinite() throws IOException {
    WeightFiles alone = WeightFiles.open(Golden.directory("adapter-alone"), FILE);
    List<StoredTensor> tensors = new ArrayList<>();
    for (String name : alone.names()) {
      StoredTensor tensor = alone.tensor(name);
      float[] values = tensor.floats();
      if (name.endsWith("layers.1.mlp.up_proj.lora_A.weight")) values[3] = Float.NaN;
      tensors.add(StoredTensor.f32(name, tensor.dimensions(), values));
    }
    assertRefused("layers.1.mlp.up_proj.lora_A.weight: element 3 is not finite", written(tensors));
  }

  private static StoredTensor half(String name, long[] shape, float[] values) {
    return StoredTensor.f32("base_model.model." + name, shape, values);
  }

  private static PackedBatch firstPrompt() throws IOException {
    Golden base = Golden.of("llava-vicuna-clip");
    List<Integer> ids = base.ids("ids").getFirst();
    int image = base.words().get("image").asInt();
    int[] before = ids.subList(0, ids.indexOf(image)).stream().mapToInt(i -> i).toArray();
    int end = ids.lastIndexOf(image) + 1;
    int[] after = ids.subList(end, ids.size()).stream().mapToInt(i -> i).toArray();
    Turn turn = new Turn(after, new boolean[after.length]);
    return PackedBatch.of(List.of(new PackedSample(before, end - before.length, List.of(turn))));
  }

  private Tensor features(VisionLanguageModel model) throws IOException {
    byte[] picture = Golden.of("llava-vicuna-clip").bytes("pixels_u8");
    return model
        .encoder()
        .features(VisionEncoder.pixels(with.torch(), model.encoder().view(), List.of(picture)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.vision_tower.",
        "model.vision_tower.vision_model.",
        "vision_tower.",
        "vision_tower.vision_model.",
        "model.vision_tower.vision_tower.vision_model."
      })
  void findsTheEncoderUnderEveryName(String prefix) {
    String inner = "encoder.layers.0.self_attn.q_proj.weight";
    assertEquals(LlavaNames.TOWER + inner, LlavaNames.oursInAdapter(prefix + inner));
  }

  @Test
  void refusesAnAdapterWhoseProjectorLiesInAPickle() throws IOException {
    Files.createFile(folder.resolve("non_lora_trainables.bin"));
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> Adapter.open(with.torch(), folder));
    assertTrue(refused.toString().contains("non_lora_trainables.bin"), refused.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "model.layers.0.,model.layers.9.",
    "model.layers.0.,transformer.h.0.",
    "self_attn.q_proj,self_attn.W_pack"
  })
  void refusesAnAdapterThatMatchesNoWeight(String part, String other) throws IOException {
    assertRefused("adapts no weight of this model", renamed(name -> name.replace(part, other)));
  }

  @Test
  void refusesAnAdapterThatNamesAModuleTwice() throws IOException {
    WeightFiles alone = WeightFiles.open(Golden.directory("adapter-alone"), FILE);
    List<StoredTensor> tensors = new ArrayList<>();
    for (String name : alone.names()) {
      StoredTensor tensor = alone.tensor(name);
      tensors.add(tensor);
      String again = name.replace("model.model.layers.", "model.model.language_model.layers.");
      tensors.add(new StoredTensor(again, tensor.type(), tensor.shape(), tensor.data()));
    }
    assertRefused("adapts what ", written(tensors));
  }

  @ParameterizedTest
  @CsvSource({
    "lora_B.weight,lora_B.bias,is no lora_A or lora_B",
    "lora_A.weight,lora_embedding_A,is no lora_A or lora_B",
    "lora_A.weight,lora_magnitude_vector.weight,is no lora_A or lora_B",
    "base_model.model.,,is no lora_A or lora_B"
  })
  void refusesTensorsThatAreNoLora(String part, String other, String reason) throws IOException {
    String replacement = other == null ? "" : other;
    assertRefused(reason, renamed(name -> name.replace(part, replacement)));
  }

  @Test
  void namesTheHalfThatIsMissing() throws IOException {
    String half = "base_model.model.model.layers.1.mlp.up_proj.lora_B.weight";
    assertRefused(
        FILE + ": tensor " + half + " is missing", renamed(name -> name.equals(half) ? "" : name));
  }

  @Test
  void namesTheTensorOfAnotherRank() throws IOException {
    Path adapter = renamed(UnaryOperator.identity());
    edit(adapter, "{'r':3}");
    assertRefused("lora_A.weight: shape [2, 32], expected [3, 32]", adapter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'peft_type':'LOHA'}|peft_type=\"LOHA\"",
        "{'bias':'all'}|bias=\"all\"",
        "{'use_dora':true}|use_dora=true",
        "{'modules_to_save':['lm_head']}|modules_to_save=[\"lm_head\"]",
        "{'fan_in_fan_out':true}|fan_in_fan_out=true",
        "{'lora_bias':true}|lora_bias=true",
        "{'rank_pattern':{'q_proj':4}}|rank_pattern",
        "{'alpha_pattern':{'q_proj':4}}|alpha_pattern",
        "{'trainable_token_indices':[1]}|trainable_token_indices",
        "{'target_parameters':['experts']}|target_parameters",
        "{'layer_replication':[[0,2]]}|layer_replication",
        "{'init_lora_weights':'pissa'}|init_lora_weights=\"pissa\"",
        "{'of_tomorrow':1}|of_tomorrow=1",
        "{'r':0}|r=0",
        "{'r':-2}|r=-2",
        "{'r':2147483648}|r=2147483648",
        "{'lora_alpha':'16'}|lora_alpha=\"16\""
      })
  void refusesByNameWhatPlainLoraDoesNotHave(String changes, String reason) throws IOException {
    Path adapter = renamed(UnaryOperator.identity());
    edit(adapter, changes);
    assertRefused("adapter_config.json: " + reason, adapter);
  }

  @Test
  void saysHowToConvertAPickle() throws IOException {
    Path adapter = renamed(UnaryOperator.identity());
    Files.move(adapter.resolve(FILE), adapter.resolve("adapter_model.bin"));
    assertRefused("adapter_model.bin is a pickle", adapter);
  }

  private void assertRefused(String reason, Path adapter) {
    long before = with.torch().living();
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> PublishedModel.open(with.torch(), BASE, Optional.of(adapter)).close());
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    assertEquals(before, with.torch().living());
  }

  private Path renamed(UnaryOperator<String> names) throws IOException {
    WeightFiles files = WeightFiles.open(Golden.directory("adapter-alone"), FILE);
    List<StoredTensor> tensors = new ArrayList<>();
    for (String name : files.names()) {
      StoredTensor tensor = files.tensor(name);
      String other = names.apply(name);
      if (!other.isEmpty()) {
        tensors.add(new StoredTensor(other, tensor.type(), tensor.shape(), tensor.data()));
      }
    }
    return written(tensors);
  }

  private Path written(List<StoredTensor> tensors) throws IOException {
    Path adapter = Files.createDirectory(folder.resolve("adapter"));
    Files.copy(
        Golden.directory("adapter-alone").resolve("adapter_config.json"),
        adapter.resolve("adapter_config.json"));
    SafetensorsWriter.write(adapter.resolve(FILE), tensors);
    return adapter;
  }

  private static void edit(Path adapter, String changes) throws IOException {
    Path file = adapter.resolve("adapter_config.json");
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(Files.readString(file));
    json.setAll((ObjectNode) mapper.readTree(changes.replace('\'', '"')));
    Files.writeString(file, json.toString());
  }
}
