package io.viralstream.models.published.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.images.Picture;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.features.StudentFeatures;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.Openers;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.Golden;
import io.viralstream.models.published.LanguagePart;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.published.TrainedConfig.Trained;
import io.viralstream.models.published.TrainedVersion;
import io.viralstream.models.text.EncodedPrompt;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.models.text.Subject;
import io.viralstream.models.text.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionExportTest {
  private static final String QUESTION = "How many are blue?";

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  private BaseModels bases() {
    return new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")));
  }

  private ModelOpener models() {
    return Openers.of(with.torch());
  }

  private Path version(String base) throws IOException {
    return TrainedVersion.write(with.torch(), base, 1, folder.resolve("arm-4-0123456789ab"));
  }

  private Path merged(Path version, ElementType type) throws IOException {
    Path out = folder.resolve("merged");
    VersionExport.of(version, bases()).merged(with.torch(), type, out, (done, total) -> {});
    return out;
  }

  private static Picture wide() {
    byte[] rgb = new byte[40 * 70 * 3];
    new Random(1).nextBytes(rgb);
    return new Picture(40, 70, rgb);
  }

  private static SortedMap<String, float[]> features(LoadedModel model) {
    SortedMap<String, float[]> values = new TreeMap<>();
    for (StoredTensor tensor : StudentFeatures.of(model, wide(), QUESTION, List.of(1, 2))) {
      if (!tensor.name().equals("pixels_u8")) values.put(tensor.name(), tensor.floats());
    }
    return values;
  }

  private static float[] logits(LoadedModel model) {
    return features(model).getOrDefault("logits", new float[0]);
  }

  private static void assertClose(LoadedModel expected, LoadedModel found) {
    SortedMap<String, float[]> values = features(found);
    features(expected)
        .forEach((name, each) -> assertArrayEquals(each, values.get(name), 1e-4F, name));
    assertArrayEquals(expected.frame(wide()).rgb(), found.frame(wide()).rgb());
    assertEquals(expected.endTokens(), found.endTokens());
  }

  private static void assertAskedAlike(LoadedModel expected, LoadedModel found) {
    List<Turn> earlier = List.of(new Turn("How many are red?", "Two."));
    for (Subject subject : Subject.values()) {
      if (subject == Subject.PICTURE && !expected.model().takesPictures()) continue;
      for (List<Turn> said : List.of(List.<Turn>of(), earlier)) {
        EncodedPrompt ours = expected.asking().question(subject, said, QUESTION);
        EncodedPrompt theirs = found.asking().question(subject, said, QUESTION);
        assertArrayEquals(ids(ours), ids(theirs), subject + " behind " + said.size());
      }
    }
  }

  private static int[] ids(EncodedPrompt prompt) {
    return Stream.concat(
            Stream.of(prompt.opening()), prompt.turns().stream().map(turn -> turn.prompt()))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip", "llava-original"})
  void writesAFullModelThatComputesAndIsAskedAsTheVersionIs(String base) throws IOException {
    Path version = version(base);
    Path out = merged(version, ElementType.F32);
    try (LoadedModel expected = models().open(version, ServingOptions.published());
        LoadedModel found = LoadedModel.open(with.torch(), out, ServingOptions.published())) {
      assertClose(expected, found);
      assertAskedAlike(expected, found);
      assertEquals("TransformersLlava", DirectoryKind.open(out).getClass().getSimpleName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip", "llava-original"})
  void writesAFullModelOfAVersionWhoseProjectorAloneWasTrained(String base) throws IOException {
    assertMerges(base, new Trained.ProjectorAlone());
  }

  @ParameterizedTest
  @ValueSource(strings = {"llava-vicuna-clip", "llava-qwen-siglip", "llava-original"})
  void writesAFullModelOfAVersionThatWasTrainedInFull(String base) throws IOException {
    assertMerges(base, new Trained.Everything());
  }

  /// No bit is another one: nothing is added to a weight. And nothing is the base's that was
  /// trained.
  private void assertMerges(String base, Trained trained) throws IOException {
    Path version =
        TrainedVersion.whole(with.torch(), base, trained, folder.resolve("arm-4-0123456789ab"));
    Path out = merged(version, ElementType.F32);
    try (LoadedModel first =
            LoadedModel.open(with.torch(), Golden.directory(base), ServingOptions.published());
        LoadedModel expected = models().open(version, ServingOptions.published());
        LoadedModel found = LoadedModel.open(with.torch(), out, ServingOptions.published())) {
      assertClose(expected, found);
      assertAskedAlike(expected, found);
      boolean learnsText = trained instanceof Trained.Everything;
      for (String name : expected.model().parameters().names()) {
        float[] values = expected.model().parameters().read(with.torch(), name);
        assertArrayEquals(values, found.model().parameters().read(with.torch(), name), name);
        boolean learnt =
            name.startsWith("multi_modal_projector.")
                || (learnsText && name.startsWith("language_model."));
        float[] before = first.model().parameters().read(with.torch(), name);
        assertEquals(learnt, !Arrays.equals(before, values), name);
      }
    }
    String card = Files.readString(out.resolve("README.md"));
    assertTrue(
        card.contains(
            trained instanceof Trained.Everything
                ? "| trained | language model and projector |"
                : "| trained | the projector alone |"),
        card);
  }

  @Test
  void writesALanguageModelAloneUnderItsOwnNames() throws IOException {
    Path base = LanguagePart.of("llava-vicuna-clip", folder);
    Path version =
        TrainedVersion.write(with.torch(), base, 1, folder.resolve("arm-4-0123456789ab"));
    Path out = merged(version, ElementType.F32);
    try (LoadedModel expected = models().open(version, ServingOptions.published());
        LoadedModel found = LoadedModel.open(with.torch(), out, ServingOptions.published())) {
      assertAskedAlike(expected, found);
      String name = "language_model.model.layers.0.mlp.up_proj.weight";
      float[] base0 = expected.model().parameters().read(with.torch(), name);
      float[] merged0 = found.model().parameters().read(with.torch(), name);
      assertFalse(Arrays.equals(base0, merged0));
    }
    try (WeightFiles files = WeightFiles.open(out)) {
      assertTrue(files.names().contains("model.layers.0.mlp.up_proj.weight"));
    }
    assertFalse(Files.exists(out.resolve("preprocessor_config.json")));
  }

  @Test
  void writesAnAdapterThatComputesOnItsBaseAsTheVersionDoes() throws IOException {
    String base = "llava-vicuna-clip";
    Path version = version(base);
    Path out = folder.resolve("adapter");
    VersionExport.of(version, bases()).adapter(out);
    ServingOptions options =
        new ServingOptions(PromptStyle.VICUNA, ServingOptions.Pictures.PAD, Optional.of(out));
    try (LoadedModel expected = models().open(version, ServingOptions.published());
        LoadedModel found = LoadedModel.open(with.torch(), Golden.directory(base), options)) {
      assertArrayEquals(logits(expected), logits(found));
    }
    String card = Files.readString(out.resolve("README.md"));
    assertTrue(card.contains("base_model: " + base), card);
    assertTrue(card.contains(bases().describe(Golden.directory(base)).sha256()), card);
    assertFalse(card.contains(folder.toString()), card);
    assertFalse(card.contains(Golden.directory(base).toString()), card);
  }

  @ParameterizedTest
  @CsvSource({"BF16, bfloat16, .01", "F16, float16, .001"})
  void roundsAFullModelWhereItIsAskedTo(ElementType type, String dtype, float within)
      throws IOException {
    Path version = version("llava-qwen-siglip");
    Path out = merged(version, type);
    ObjectNode config = StrictJson.read(out.resolve("config.json"), ObjectNode.class);
    assertEquals(dtype, config.get("dtype").textValue());
    try (WeightFiles files = WeightFiles.open(out);
        MergedWeightsOf exact = new MergedWeightsOf(with, version, bases())) {
      for (String name : files.names()) {
        assertEquals(type, files.tensor(name).type());
        assertArrayEquals(exact.values(name), files.tensor(name).floats(), within, name);
      }
    }
  }

  @Test
  void givesABaseThatKnowsNoImageTokenOneMoreRow() throws IOException {
    Path base = folder.resolve("llava-original");
    copy("llava-original", base);
    copy("llava-original-tower", folder.resolve("llava-original-tower"));
    ObjectMapper json = new ObjectMapper();
    JsonNode tokenizer = json.readTree(base.resolve("tokenizer.json").toFile());
    ArrayNode added = (ArrayNode) tokenizer.get("added_tokens");
    for (JsonNode token : added) {
      if (token.get("content").textValue().equals("<image>")) {
        ((ObjectNode) token).put("content", "<other>");
      }
    }
    for (int id = 413; id < 416; id++) {
      ObjectNode token = added.get(0).deepCopy();
      added.add(token.put("id", id).put("content", "<unused" + id + ">"));
    }
    Files.writeString(base.resolve("tokenizer.json"), tokenizer.toString());
    Path version =
        TrainedVersion.write(with.torch(), base, 1, folder.resolve("arm-4-0123456789ab"));
    Path out = merged(version, ElementType.F32);
    ObjectNode config = StrictJson.read(out.resolve("config.json"), ObjectNode.class);
    int image = config.get("image_token_index").intValue();
    assertEquals(416, image);
    assertEquals(image + 1, config.get("text_config").get("vocab_size").intValue());
    assertTrue(Files.readString(out.resolve("tokenizer.json")).contains("<image>"));
    try (WeightFiles files = WeightFiles.open(out);
        LoadedModel expected = models().open(version, ServingOptions.published());
        LoadedModel found = LoadedModel.open(with.torch(), out, ServingOptions.published())) {
      StoredTensor head = files.tensor("language_model.lm_head.weight");
      assertEquals(image + 1, head.shape().getFirst());
      assertArrayEquals(head.rows(0, 1).floats(), head.rows(image, 1).floats());
      float[] logits = logits(expected);
      float[] wider = logits(found);
      assertArrayEquals(logits, Arrays.copyOf(wider, logits.length), 1e-4F);
    }
  }

  private static void copy(String golden, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(Golden.directory(golden))) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  @Test
  void splitsWeightsThatAreTooLargeForOneFileAndNamesTheirFilesInAnIndex() throws IOException {
    List<StoredTensor> tensors =
        Stream.of("a", "b", "c")
            .map(name -> StoredTensor.f32(name, new long[] {2}, new float[] {1, 2}))
            .toList();
    Path out = Files.createDirectories(folder.resolve("shards"));
    ShardPlan plan = ShardPlan.of(tensors, 16);
    assertEquals(24, plan.bytes());
    plan.write(out);
    assertTrue(Files.exists(out.resolve("model-00002-of-00002.safetensors")));
    try (WeightFiles files = WeightFiles.open(out)) {
      assertEquals(Set.of("a", "b", "c"), files.names());
      assertEquals("model-00001-of-00002.safetensors", files.file("b"));
    }
  }

  @Test
  void copiesTheLicenceOfTheBaseAndSaysWhatTheVersionWasTrainedOn() throws IOException {
    Path base = folder.resolve("base");
    copy("llava-qwen-siglip", base);
    Files.writeString(base.resolve("LICENSE.txt"), "terms");
    Path version =
        TrainedVersion.write(with.torch(), base, 1, folder.resolve("arm-4-0123456789ab"));
    Files.writeString(version.resolve("training.json"), "{\"samples\":12,\"feeds\":[\"coco\"]}");
    Path out = folder.resolve("adapter");
    VersionExport.of(version, bases()).adapter(out);
    assertEquals("terms", Files.readString(out.resolve("LICENSE.txt")));
    String card = Files.readString(out.resolve("README.md"));
    assertTrue(card.contains("- feeds: `[\"coco\"]`\n- samples: `12`"), card);
  }

  @Test
  void refusesWhatIsNoTrainedVersionByName() throws IOException {
    Path own =
        TinyModelDirectory.write(with.torch(), Files.createDirectories(folder.resolve("own")), 3)
            .path();
    assertRefused(own, "own is a model in our own layout");
    assertRefused(Golden.directory("llava-vicuna-clip"), "llava-vicuna-clip is a published model");
    assertRefused(Golden.directory("dinov2"), "dinov2 is an encoder or a teacher");
  }

  @Test
  void refusesAResidualAndAFolderThatHoldsSomethingAndAProjectorAlone() throws IOException {
    Path version = version("llava-vicuna-clip");
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("a"), "b");
    CheckpointRejected held =
        assertThrows(
            CheckpointRejected.class, () -> VersionExport.of(version, bases()).adapter(full));
    assertTrue(held.toString().contains("holds files"), held.toString());
    TrainedConfig config = ((DirectoryKind.Trained) DirectoryKind.open(version)).settings();
    rewrite(
        version,
        new TrainedConfig(
            config.base(), config.prompt(), ResidualKind.PROJECTED, List.of(1), config.lora()));
    assertRefused(version, "residual=PROJECTED");
    rewrite(version, new TrainedConfig(config.base(), config.prompt(), Optional.empty()));
    CheckpointRejected alone =
        assertThrows(
            CheckpointRejected.class,
            () -> VersionExport.of(version, bases()).adapter(folder.resolve("new")));
    assertTrue(alone.toString().contains("--merged"), alone.toString());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  @Test
  void refusesTheAdapterOfAVersionThatWasTrainedInFull() throws IOException {
    Path version =
        TrainedVersion.whole(
            with.torch(),
            "llava-vicuna-clip",
            new Trained.Everything(),
            folder.resolve("arm-4-0123456789ab"));
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class,
            () -> VersionExport.of(version, bases()).adapter(folder.resolve("new")));
    assertTrue(refused.toString().contains("was trained in full"), refused.toString());
    assertTrue(refused.toString().contains("--merged"), refused.toString());
    assertFalse(Files.exists(folder.resolve("new")));
  }

  private static void rewrite(Path version, TrainedConfig config) throws IOException {
    Files.writeString(version.resolve("config.json"), StrictJson.canonical(config));
  }

  private void assertRefused(Path directory, String reason) {
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> VersionExport.of(directory, bases()));
    assertTrue(refused.toString().contains(reason), refused.toString());
  }
}
