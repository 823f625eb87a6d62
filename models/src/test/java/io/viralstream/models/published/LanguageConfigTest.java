package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.RopeScaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageConfigTest {
  @TempDir Path folder;

  @Test
  void fillsInWhatLlamaLeavesOut() {
    assertEquals(
        new LanguageModelSettings(
            32_000,
            4_096,
            32,
            32,
            32,
            128,
            11_008,
            2_048,
            1e-6,
            1e4,
            false,
            false,
            false,
            new RopeScaling.None()),
        read("{'model_type':'llama'}").settings());
  }

  @Test
  void fillsInWhatQwen2LeavesOut() {
    assertEquals(
        new LanguageModelSettings(
            151_936,
            4_096,
            32,
            32,
            32,
            128,
            22_016,
            32_768,
            1e-6,
            1e4,
            true,
            false,
            false,
            new RopeScaling.None()),
        read("{'model_type':'qwen2'}").settings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rope_theta':5e5,'rope_scaling':{'type':'linear','factor':2.0}",
        "'rope_theta':5e5,'rope_scaling':{'type':'linear','factor':2,'original_max_position_embeddings':9}",
        "'rope_theta':500000,'rope_scaling':{'rope_type':'linear','factor':2}",
        "'rope_theta':500000.0,'rope_scaling':{'rope_type':'linear','type':'linear','factor':2.0}",
        "'rope_parameters':{'rope_type':'linear','factor':2.0,'rope_theta':500000.0}",
        "'rope_theta':5e5,'rope_scaling':null,'rope_parameters':{'type':'linear','factor':2.0}"
      })
  void readsLinearScalingByEveryWriter(String keys) {
    LanguageModelSettings settings = read("{'model_type':'llama'," + keys + "}").settings();
    assertEquals(5e5, settings.ropeTheta());
    assertEquals(new RopeScaling.Linear(2), settings.ropeScaling());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'max_position_embeddings':64,'rope_scaling':{'rope_type':'llama3','factor':8.0,'low_freq_factor':1.0,'high_freq_factor':4.0}",
        "'rope_parameters':{'rope_type':'llama3','factor':8.0,'low_freq_factor':1.0,'high_freq_factor':4.0,'original_max_position_embeddings':64}",
        "'original_max_position_embeddings':64,'rope_parameters':{'rope_type':'llama3','factor':8,'low_freq_factor':1,'high_freq_factor':4}",
        "'original_max_position_embeddings':64,'rope_scaling':{'rope_type':'llama3','factor':8,'low_freq_factor':1,'high_freq_factor':4,'original_max_position_embeddings':32}"
      })
  void readsLlama3ScalingByEveryWriter(String keys) {
    assertEquals(
        new RopeScaling.Llama3(8, 1, 4, 64),
        read("{'model_type':'llama'," + keys + "}").settings().ropeScaling());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'rope_scaling':null",
        "'rope_scaling':{}",
        "'rope_scaling':{'type':'default'}",
        "'rope_parameters':{'rope_theta':10000.0,'rope_type':'default'}"
      })
  void readsTheAbsenceOfScalingByEveryWriter(String keys) {
    assertEquals(
        new RopeScaling.None(),
        read("{'model_type':'qwen2'," + keys + "}").settings().ropeScaling());
  }

  @Test
  void givesQwen2AsManyKeyHeadsAsHeadsOnlyWhereItSaysNull() {
    String keys = "'hidden_size':64,'num_attention_heads':64,'head_dim':2";
    assertEquals(32, read("{'model_type':'qwen2'," + keys + "}").settings().keyValueHeads());
    assertEquals(
        64,
        read("{'model_type':'qwen2','num_key_value_heads':null," + keys + "}")
            .settings()
            .keyValueHeads());
  }

  @Test
  void takesAWindowThatIsNotInUse() {
    String qwen25 =
        "{'model_type':'qwen2','num_hidden_layers':28,'max_window_layers':28,'sliding_window':131072,"
            + "'use_sliding_window':false,'layer_types':['full_attention','full_attention']}";
    assertEquals(28, read(qwen25).settings().blocks());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model_type':'mistral'}|model_type=\"mistral\", expected llama or qwen2",
        "{}|model_type=null",
        "{'model_type':7}|model_type=7",
        "{'model_type':'llama','hidden_act':'gelu'}|hidden_act=\"gelu\"",
        "{'model_type':'llama','mlp_bias':true}|mlp_bias=true",
        "{'model_type':'llama','quantization_config':{'bits':4}}|quantization_config=",
        "{'model_type':'llama','sliding_window':8}|sliding_window=8",
        "{'model_type':'llama','attention_chunk_size':8}|attention_chunk_size=8",
        "{'model_type':'llama','rope_scaling':{'type':'yarn','factor':4.0}}|type=\"yarn\"",
        "{'model_type':'llama','rope_scaling':{'rope_type':'dynamic','factor':4}}|rope_type=\"dynamic\"",
        "{'model_type':'qwen2','rope_scaling':{'type':'mrope','mrope_section':[1]}}|type=\"mrope\"",
        "{'model_type':'llama','rope_scaling':{'type':'linear'}}|factor=null, expected a number",
        "{'model_type':'llama','rope_scaling':{'type':'linear','factor':'4'}}|factor=\"4\"",
        "{'model_type':'llama','rope_scaling':{'type':'linear','factor':-1}}|rope.factor=-1.0",
        "{'model_type':'llama','rope_scaling':{'type':'linear','factor':1e999}}|factor=",
        "{'model_type':'llama','rope_scaling':{'type':'default','mscale':2}}|[mscale]",
        "{'model_type':'llama','rope_parameters':{'full_attention':{}}}|[full_attention]",
        "{'model_type':'llama','rope_parameters':{'rope_type':'default','partial_rotary_factor':0.5}}|[partial_rotary_factor]",
        "{'model_type':'llama','partial_rotary_factor':0.5}|partial_rotary_factor=0.5",
        "{'model_type':'llama','rope_scaling':'linear'}|rope_scaling=\"linear\", expected an object",
        "{'model_type':'llama','rope_theta':0}|ropeTheta=0.0"
      })
  void refusesByNameWhatIsNotComputed(String json, String reason) {
    assertRefused(json, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model_type':'qwen2','use_sliding_window':true}|use_sliding_window=true",
        "{'model_type':'qwen2','layer_types':['sliding_attention']}|layer_types=",
        "{'model_type':'llama','hidden_size':-4096}|width=-4096",
        "{'model_type':'llama','hidden_size':4096.5}|hidden_size=4096.5, expected a whole number",
        "{'model_type':'llama','hidden_size':'4096'}|hidden_size=\"4096\"",
        "{'model_type':'llama','hidden_size':null}|hidden_size=null",
        "{'model_type':'llama','hidden_size':99999999999999999999}|hidden_size=9999",
        "{'model_type':'llama','num_hidden_layers':2147483647}|blocks=2147483647",
        "{'model_type':'llama','vocab_size':2147483647}|vocabulary=2147483647",
        "{'model_type':'llama','max_position_embeddings':2147483647}|context=2147483647",
        "{'model_type':'llama','num_attention_heads':0}|num_attention_heads=0",
        "{'model_type':'llama','num_attention_heads':31}|num_attention_heads=31, expected a divisor",
        "{'model_type':'llama','num_key_value_heads':5}|keyValueHeads=5",
        "{'model_type':'llama','head_dim':3}|headWidth=3",
        "{'model_type':'llama','rms_norm_eps':0}|normEpsilon=0.0",
        "{'model_type':'llama','tie_word_embeddings':'yes'}|tie_word_embeddings=\"yes\""
      })
  void refusesByNameWhatMakesNoModel(String json, String reason) {
    assertRefused(json, reason);
  }

  private static void assertRefused(String json, String reason) {
    CheckpointRejected refused = assertThrows(CheckpointRejected.class, () -> read(json));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith("config.json: ") && said.contains(reason), said);
  }

  @Test
  void takesEveryEndTokenFromTheGenerationConfig() throws IOException {
    Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\":[3,11]}");
    assertEquals(List.of(3, 11), ends("{'model_type':'llama','eos_token_id':5}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'model_type':'llama','eos_token_id':[5,6]}|5,6",
        "{'model_type':'llama','eos_token_id':5}|5",
        "{'model_type':'llama'}|2",
        "{'model_type':'qwen2'}|``"
      })
  void fallsBackToTheConfigAndTheFamily(String json, String ids) throws IOException {
    Files.writeString(folder.resolve("generation_config.json"), "{\"do_sample\":false}");
    assertEquals(ids, String.join(",", ends(json).stream().map(String::valueOf).toList()));
  }

  @Test
  void refusesAnEndTokenBeyondTheVocabulary() {
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class, () -> ends("{'model_type':'llama','eos_token_id':32000}"));
    assertTrue(refused.toString().contains("eos_token_id=32000"), refused.toString());
  }

  private List<Integer> ends(String json) throws IOException {
    ConfigSection config = section(json);
    GenerationConfig generation = GenerationConfig.read(folder, config, config);
    return EndTokens.of(generation, LanguageConfig.of(config));
  }

  private static LanguageConfig read(String json) {
    return LanguageConfig.of(section(json));
  }

  private static ConfigSection section(String json) {
    String quoted = json.replace('\'', '"');
    return new ConfigSection(
        "config.json", StrictJson.parse("config.json", quoted, ObjectNode.class));
  }
}
