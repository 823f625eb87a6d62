package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.WithTorch;
import io.viralstream.models.text.PromptTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedModelTest {
  private static final String QWEN = "llava-qwen-siglip";
  private static final String ORIGINAL = "llava-original";

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;

  @Test
  void saysHowItIsToBeAsked() throws IOException {
    try (PublishedModel model = PublishedModel.open(with.torch(), Golden.directory(QWEN))) {
      assertEquals(PromptTemplate.CHATML, model.prompt());
      assertEquals(2, model.endTokens().size());
      assertEquals(
          OptionalInt.of(Golden.of(QWEN).words().get("image").asInt()), model.imageToken());
      assertTrue(model.preprocessing().isPresent());
    }
  }

  /// As transformers wrote it before 4.52, and since 5 without the tower's inner name.
  @ParameterizedTest
  @CsvSource({"vision_model., language_model.", "``, language_model."})
  void readsTheNamesOfEveryWriter(String inner) throws IOException {
    UnaryOperator<String> earlier =
        name ->
            name.replaceFirst("^model\\.language_model\\.", "language_model.model.")
                .replaceFirst("^lm_head\\.", "language_model.lm_head.")
                .replaceFirst(
                    "^model\\.vision_tower\\.vision_model\\.",
                    "vision_tower." + inner.replace("`", ""))
                .replaceFirst("^model\\.multi_modal", "multi_modal");
    Path copy =
        CopiedCheckpoint.of(QWEN, folder)
            .renamed(WeightFiles.open(Golden.directory(QWEN)), earlier)
            .directory();
    assertSameWeights(Golden.directory(QWEN), copy);
  }

  @Test
  void takesAnEncoderWithoutATypeForClip() throws IOException {
    String golden = "llava-vicuna-clip";
    CopiedCheckpoint copy =
        CopiedCheckpoint.of(golden, folder)
            .edited("config.json", json -> json.withObject("vision_config").remove("model_type"));
    assertEquals(vision(Golden.directory(golden)), vision(copy.directory()));
  }

  private static VisionTransformerSettings vision(Path directory) throws IOException {
    return assertInstanceOf(LlavaConfig.class, DirectoryKind.open(directory).answering()).vision();
  }

  @Test
  void takesTheTowerFromTheOriginalCheckpointWhereItLiesThere() throws IOException {
    Path tower = Golden.directory("llava-original-tower");
    WeightFiles own = WeightFiles.open(Golden.directory(ORIGINAL));
    WeightFiles others = WeightFiles.open(tower);
    List<StoredTensor> all = new ArrayList<>();
    own.names().forEach(name -> all.add(own.tensor(name)));
    for (String name : others.names()) {
      StoredTensor tensor = others.tensor(name);
      String inner = name.replaceFirst("^vision_model\\.", "");
      all.add(
          new StoredTensor(
              "model.vision_tower.vision_tower.vision_model." + inner,
              tensor.type(),
              tensor.shape(),
              tensor.data()));
    }
    Path described = Files.createDirectory(folder.resolve("described"));
    Files.copy(tower.resolve("config.json"), described.resolve("config.json"));
    Path copy =
        CopiedCheckpoint.of(ORIGINAL, folder)
            .written(all)
            .edited("config.json", json -> json.put("mm_vision_tower", described.toString()))
            .directory();
    assertSameWeights(Golden.directory(ORIGINAL), copy);
  }

  private void assertSameWeights(Path expected, Path actual) throws IOException {
    try (PublishedModel one = PublishedModel.open(with.torch(), expected);
        PublishedModel other = PublishedModel.open(with.torch(), actual)) {
      assertEquals(one.model().parameters().names(), other.model().parameters().names());
      for (String name : one.model().parameters().names()) {
        assertArrayEquals(
            one.model().parameters().read(with.torch(), name),
            other.model().parameters().read(with.torch(), name),
            name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.language_model.norm.weight|model.safetensors: tensor model.language_model.norm.weight is missing",
        "model.multi_modal_projector.linear_2.bias|linear_2.bias is missing",
        "model.vision_tower.vision_model.encoder.layers.2.mlp.fc2.bias|fc2.bias is missing",
        "model.vision_tower.vision_model.post_layernorm.bias|post_layernorm.bias is missing"
      })
  void namesTheTensorThatIsMissingAndFreesTheOthers(String missing, String reason)
      throws IOException {
    Path copy =
        CopiedCheckpoint.of(QWEN, folder)
            .renamed(
                WeightFiles.open(Golden.directory(QWEN)), name -> name.equals(missing) ? "" : name)
            .directory();
    long before = with.torch().living();
    assertRefused(reason, copy);
    assertEquals(before, with.torch().living());
  }

  @ParameterizedTest
  @CsvSource({
    "model.language_model.layers.7.mlp.up_proj.weight",
    "model.image_newline",
    "model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.lora_A"
  })
  void namesATensorThatIsNoPartOfTheModel(String extra) throws IOException {
    WeightFiles weights = WeightFiles.open(Golden.directory(QWEN));
    List<StoredTensor> tensors = new ArrayList<>();
    weights.names().forEach(name -> tensors.add(weights.tensor(name)));
    tensors.add(StoredTensor.f32(extra, new long[] {2}, new float[] {1, 2}));
    long before = with.torch().living();
    assertRefused(
        "model.safetensors: tensor " + extra + " is no part of the model",
        CopiedCheckpoint.of(QWEN, folder).written(tensors).directory());
    assertEquals(before, with.torch().living());
  }

  @Test
  void refusesAHeadThatIsNotTheTableItIsTiedTo() throws IOException {
    WeightFiles weights = WeightFiles.open(Golden.directory(QWEN));
    List<StoredTensor> tensors = new ArrayList<>();
    weights.names().forEach(name -> tensors.add(weights.tensor(name)));
    tensors.add(StoredTensor.f32("lm_head.weight", new long[] {1}, new float[] {1}));
    assertRefused(
        "model.safetensors: tensor lm_head.weight is not the embedding table",
        CopiedCheckpoint.of(QWEN, folder).written(tensors).directory());
  }

  @Test
  void passesOverWhatOtherWritersLeaveInTheirFiles() throws IOException {
    WeightFiles weights = WeightFiles.open(Golden.directory(QWEN));
    List<StoredTensor> tensors = new ArrayList<>();
    weights.names().forEach(name -> tensors.add(weights.tensor(name)));
    StoredTensor table = weights.tensor("model.language_model.embed_tokens.weight");
    tensors.add(new StoredTensor("lm_head.weight", table.type(), table.shape(), table.data()));
    long[] one = {1};
    for (String name :
        List.of(
            "model.language_model.layers.0.self_attn.rotary_emb.inv_freq",
            "model.vision_tower.vision_model.head.probe",
            "model.vision_tower.vision_model.embeddings.position_ids")) {
      tensors.add(StoredTensor.f32(name, one, new float[] {1}));
    }
    Path copy = CopiedCheckpoint.of(QWEN, folder).written(tensors).directory();
    assertSameWeights(Golden.directory(QWEN), copy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'vision_feature_layer':-5}|vision_feature_layer=-5, expected a block of 3",
        "{'vision_feature_layer':[-2,-5]}|vision_feature_layer=[-2,-5]",
        "{'vision_feature_select_strategy':'default'}|expected full",
        "{'projector_hidden_act':'gelu_new'}|projector_hidden_act",
        "{'multimodal_projector_bias':false}|multimodal_projector_bias",
        "{'quantization_config':{'bits':4}}|quantization_config",
        "{'model_type':'llava_next'}|model_type=\"llava_next\"",
        "{'text_config':[]}|text_config=[], expected an object",
        "{'text_config':{'model_type':'gemma'}}|text_config: model_type=\"gemma\"",
        "{'vision_config':{'model_type':'vit'}}|vision_config: model_type=\"vit\"",
        "{'text_config':null,'vision_config':null}|model_type"
      })
  void refusesByNameWhatIsNotComputed(String changes, String reason) throws IOException {
    ObjectNode changed = (ObjectNode) new ObjectMapper().readTree(changes.replace('\'', '"'));
    Path copy =
        CopiedCheckpoint.of(QWEN, folder)
            .edited("config.json", json -> json.setAll(changed))
            .directory();
    assertRefused("config.json: ", copy);
    assertRefused(reason, copy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'mm_projector_type':'linear'}|mm_projector_type=\"linear\", expected one of [mlp2x_gelu]",
        "{'mm_vision_select_feature':'cls_patch'}|mm_vision_select_feature",
        "{'mm_resampler_type':'perceiver'}|mm_resampler_type",
        "{'mm_use_im_start_end':true}|mm_use_im_start_end",
        "{'s2':true}|s2=true",
        "{'image_aspect_ratio':'anyres'}|image_aspect_ratio",
        "{'mm_hidden_size':1024}|mm_hidden_size=1024, expected 32",
        "{'model_type':'llava_mistral'}|model_type=\"llava_mistral\"",
        "{'mm_vision_tower':'openai/clip-vit-large-patch14-336'}|put the encoder's directory there",
        "{'mm_vision_tower':''}|mm_vision_tower=\"\"",
        "{'mm_vision_tower':'a\\u0000b'}|expected a directory",
        "{'mm_vision_tower':7}|mm_vision_tower=7"
      })
  void refusesByNameWhatTheOriginalLayoutAsksBeyondUs(String changes, String reason)
      throws IOException {
    ObjectNode changed = (ObjectNode) new ObjectMapper().readTree(changes.replace('\'', '"'));
    Path tower = Golden.directory("llava-original-tower");
    Path copy =
        CopiedCheckpoint.of(ORIGINAL, folder)
            .edited("config.json", json -> json.put("mm_vision_tower", tower.toString()))
            .edited("config.json", json -> json.setAll(changed))
            .directory();
    assertRefused(reason, copy);
  }

  @Test
  void namesTheFileThatIsMissing() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertRefused("config.json is missing", empty);
  }

  private void assertRefused(String reason, Path directory) {
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class, () -> PublishedModel.open(with.torch(), directory).close());
    assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
  }
}
