package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.models.model.WithTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What transformers uses of a directory is applied or refused by name, never passed over.
class PassedOverTest {
  private static final String SOUND = "llava-qwen-siglip";

  @RegisterExtension final WithTorch with = new WithTorch();
  @TempDir Path folder;
  private Path copy = Path.of("");

  @BeforeEach
  void copySound() throws IOException {
    copy = CopiedCheckpoint.whole(SOUND, folder).directory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{'added_tokens_decoder':{'400':{'content':'<x>'}}}~added_tokens_decoder: <x> is no such",
        "{'added_tokens_decoder':{'7':{'content':'<|im_end|>'}}}~<|im_end|> is no such token",
        "{'additional_special_tokens':['<x>']}~additional_special_tokens: <x> is no such",
        "{'extra_special_tokens':{'image_token':'<x>'}}~extra_special_tokens: <x> is no such"
      })
  void refusesTokensThatTheTokenizerLacks(String said, String problem) throws IOException {
    new CopiedCheckpoint(copy)
        .edited(
            "tokenizer_config.json",
            json -> json.setAll(CopiedCheckpoint.object(said.replace('\'', '"'))));
    assertOneProblem(problem);
  }

  @Test
  void takesTokensThatTheTokenizerHas() throws IOException {
    new CopiedCheckpoint(copy)
        .edited(
            "tokenizer_config.json",
            json -> json.putArray("additional_special_tokens").add("<|im_start|>").add("<image>"));
    assertEquals(List.of(), problems());
  }

  @Test
  void refusesTwoChatTemplatesThatDiffer() throws IOException {
    Files.writeString(copy.resolve("chat_template.jinja"), "{{ messages[0].content }}");
    assertOneProblem("chat_template.jinja and chat_template.json hold different chat templates");
  }

  @Test
  void followsTheTemplateOfTheJointFile() throws IOException {
    String template = CopiedCheckpoint.text(copy.resolve("chat_template.json"), "chat_template");
    Files.delete(copy.resolve("chat_template.json"));
    Files.writeString(
        copy.resolve("processor_config.json"),
        new ObjectMapper().writeValueAsString(Map.of("chat_template", template)));
    Inspection inspection = Inspection.of(with.torch(), copy);
    assertEquals(List.of(), inspection.problems());
    assertEquals("chat template", inspection.serving().orElseThrow().prompt());
  }

  @Test
  void refusesSpecialTokensThatAreSaidInTwoWays() throws IOException {
    Files.writeString(
        copy.resolve("special_tokens_map.json"), "{\"eos_token\": \"<|endoftext|>\"}");
    assertOneProblem("special_tokens_map.json: eos_token is <|endoftext|>, but");
  }

  @ParameterizedTest
  @CsvSource({"token_healing, true", "cache_implementation, '\"quantized\"'"})
  void refusesRulesOfDecodingThatWouldChangeAnAnswer(String key, String value) throws IOException {
    Files.writeString(copy.resolve("generation_config.json"), "{\"" + key + "\": " + value + "}");
    assertOneProblem("generation_config.json: " + key + "=" + value);
  }

  private void assertOneProblem(String expected) {
    List<String> problems = problems();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains(expected), problems.toString());
  }

  private List<String> problems() {
    return Inspection.of(with.torch(), copy).problems();
  }
}
