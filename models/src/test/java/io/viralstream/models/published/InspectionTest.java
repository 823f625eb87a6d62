package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectionTest {
  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "llava-vicuna-clip, llava: llama and clip",
    "llava-qwen-siglip, llava: qwen2 and siglip",
    "llava-original, llava: llama and clip"
  })
  void findsNothingWrongWithASoundLlava(String name, String family) throws IOException {
    Inspection inspection = Inspection.of(with.torch(), Golden.directory(name));
    assertEquals(List.of(), inspection.problems());
    assertEquals(family, inspection.family());
    try (PublishedModel model = PublishedModel.open(with.torch(), Golden.directory(name))) {
      assertEquals(model.model().parameters().elements(), inspection.parameters());
    }
  }

  @Test
  void findsNothingWrongWithAModelOfOurOwn() throws IOException {
    TinyModelDirectory.write(with.torch(), folder, 3);
    Inspection inspection = Inspection.of(with.torch(), folder);
    assertEquals(List.of(), inspection.problems());
    assertEquals("viralstream", inspection.family());
  }

  @Test
  void knowsAnEncoder() {
    Inspection inspection = Inspection.of(with.torch(), Golden.directory("clip-two-towers"));
    assertEquals(List.of(), inspection.problems());
    assertEquals("clip", inspection.family());
  }

  @Test
  void findsWhatAnEncoderLacks() throws IOException {
    Path golden = Golden.directory("clip-bare");
    Path copy =
        CopiedCheckpoint.of("clip-bare", folder)
            .renamed(
                WeightFiles.open(golden),
                name -> name.endsWith("post_layernorm.bias") ? name + "_" : name)
            .directory();
    assertProblems(copy, "post_layernorm.bias is missing", "post_layernorm.bias_ ");
  }

  /// 96·32 twice, two blocks of 4·32² + 3·32·44 + 2·32, and a norm of 32; for 64 positions keys and
  /// values of 8·2·32 bytes each, and activations of 4·(5·32 + 8·32).
  @Test
  void statesTheMemoryByItsFormula() {
    Inspection inspection = Inspection.of(with.torch(), Golden.directory("llama-linear"));
    long parameters = 2 * 96 * 32 + 2 * (4 * 32 * 32 + 3 * 32 * 44 + 2 * 32) + 32;
    assertEquals(parameters, inspection.parameters());
    assertEquals(4 * parameters + 64 * (8 * 2 * 32 + 4 * 13 * 32), inspection.bytesToServe());
    assertEquals(16 * parameters, inspection.bytesToTrain());
  }

  @Test
  void findsEveryProblemNotOnlyTheFirst() throws IOException {
    WeightFiles weights = WeightFiles.open(Golden.directory("llava-qwen-siglip"));
    List<StoredTensor> tensors = new ArrayList<>();
    for (String name : weights.names()) {
      if (!name.endsWith("linear_1.bias")) tensors.add(weights.tensor(name));
    }
    tensors.removeIf(tensor -> tensor.name().endsWith("linear_2.bias"));
    tensors.add(
        StoredTensor.f32(
            "model.multi_modal_projector.linear_2.bias", new long[] {3}, new float[3]));
    tensors.add(StoredTensor.f32("model.extra", new long[] {1}, new float[1]));
    Path copy = CopiedCheckpoint.of("llava-qwen-siglip", folder).written(tensors).directory();
    Files.delete(copy.resolve("tokenizer.json"));
    assertProblems(
        copy,
        "tokenizer.json is missing",
        "tensor model.multi_modal_projector.linear_1.bias is missing",
        "linear_2.bias: shape [3], expected [32]",
        "tensor model.extra is no part of the model");
  }

  @Test
  void findsEveryProblemOfAConfiguration() throws IOException {
    Path copy =
        CopiedCheckpoint.of("llava-qwen-siglip", folder)
            .edited(
                "config.json",
                json -> {
                  json.put("projector_hidden_act", "relu");
                  json.put("vision_feature_select_strategy", "default");
                  json.withObject("text_config").put("hidden_act", "gelu");
                  json.withObject("text_config").put("mlp_bias", true);
                  json.withObject("vision_config").put("num_channels", 4);
                })
            .directory();
    assertProblems(
        copy,
        "projector_hidden_act",
        "text_config: hidden_act",
        "mlp_bias",
        "num_channels",
        "neither model.safetensors nor");
  }

  @Test
  void saysThatNothingFramesThePictures() throws IOException {
    assertProblems(withoutPreprocessor("llava-qwen-siglip"), "--preprocess pad");
  }

  /// LLaVA's own layout says it in `config.json`; its `square` leaves it to the encoder's file.
  @ParameterizedTest
  @CsvSource({"pad, 0", "square, 1"})
  void findsTheFramingOfTheOriginalLayoutInItsConfiguration(String aspect, int problems)
      throws IOException {
    Path tower = copied("llava-original-tower", "tower");
    Files.delete(tower.resolve("preprocessor_config.json"));
    Path copy = copied("llava-original", "original");
    CopiedCheckpoint changed = new CopiedCheckpoint(copy);
    changed.edited(
        "config.json",
        json -> json.put("mm_vision_tower", "../tower").put("image_aspect_ratio", aspect));
    assertEquals(problems, Inspection.of(with.torch(), copy).problems().size());
  }

  private Path withoutPreprocessor(String golden) throws IOException {
    Path copy = copied(golden, "unframed");
    Files.delete(copy.resolve("preprocessor_config.json"));
    return copy;
  }

  private Path copied(String golden, String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name));
    try (Stream<Path> files = Files.list(Golden.directory(golden))) {
      for (Path file : files.toList()) Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  @Test
  void findsWhatWouldKeepItFromBeingPublished() throws IOException {
    Path copy = copied("llava-qwen-siglip", "nested");
    Files.createSymbolicLink(copy.resolve("more.bin"), Path.of("/dev/zero"));
    assertProblems(copy, "more.bin is no file of the directory");
  }

  @Test
  void findsATemplateThatRefusesAQuestion() throws IOException {
    Path copy = copied("llava-qwen-siglip", "refusing");
    Files.writeString(
        copy.resolve("chat_template.json"),
        "{\"chat_template\": \"{{ raise_exception('never') }}\"}");
    assertProblems(copy, "never");
  }

  @Test
  void findsAHeadThatIsNotTheTableItIsTiedTo() throws IOException {
    WeightFiles weights = WeightFiles.open(Golden.directory("llava-qwen-siglip"));
    List<StoredTensor> tensors = new ArrayList<>();
    weights.names().forEach(name -> tensors.add(weights.tensor(name)));
    tensors.add(StoredTensor.f32("lm_head.weight", new long[] {1}, new float[] {1}));
    assertProblems(
        CopiedCheckpoint.of("llava-qwen-siglip", folder).written(tensors).directory(),
        "lm_head.weight is not the embedding table");
  }

  @Test
  void findsThatAPictureHasNoRoomInTheContext() throws IOException {
    Path copy = copied("llava-qwen-siglip", "narrow");
    new CopiedCheckpoint(copy)
        .edited(
            "config.json",
            json -> json.withObject("text_config").put("max_position_embeddings", 2));
    assertProblems(copy, "language.context");
  }

  @Test
  void findsARuleOfDecodingThatALanguageModelAloneAsksFor() throws IOException {
    Path copy = LanguagePart.of("llava-qwen-siglip", folder);
    Files.writeString(copy.resolve("generation_config.json"), "{\"no_repeat_ngram_size\": 3}");
    assertProblems(copy, "no_repeat_ngram_size=3");
  }

  @Test
  void saysThatNothingIsThere() {
    assertProblems(folder.resolve("absent"), "config.json is missing", "no such directory");
  }

  private void assertProblems(Path directory, String... expected) {
    List<String> problems = Inspection.of(with.torch(), directory).problems();
    for (String each : expected) {
      assertTrue(problems.stream().anyMatch(p -> p.contains(each)), each + " in " + problems);
    }
    assertEquals(expected.length, problems.size(), problems.toString());
  }
}
