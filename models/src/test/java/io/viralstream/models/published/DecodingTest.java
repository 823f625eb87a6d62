package io.viralstream.models.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingTest {
  @TempDir Path folder;

  @Test
  void followsThePenaltyOfTheGenerationConfig() throws IOException {
    generation("{'repetition_penalty':1.05,'do_sample':true,'temperature':0.7,'top_k':20}");
    assertEquals(1.05, penalty("{'repetition_penalty':2.0}"));
  }

  @Test
  void followsTheConfigWhereThereIsNoGenerationConfig() throws IOException {
    assertEquals(2, penalty("{'repetition_penalty':2}"));
    assertEquals(3, penalty("{'text_config':{'repetition_penalty':3}}"));
    assertEquals(2, penalty("{'repetition_penalty':2,'text_config':{'repetition_penalty':3}}"));
    assertEquals(1, penalty("{}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'repetition_penalty':null,'no_repeat_ngram_size':0,'num_beams':1,'suppress_tokens':[]}",
        "{'max_length':4096,'pad_token_id':0,'forced_bos_token_id':3,'bad_words_ids':null}"
      })
  void passesOverWhatChangesNothing(String json) throws IOException {
    generation(json);
    assertEquals(1, penalty("{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'no_repeat_ngram_size':3}|no_repeat_ngram_size=3, expected 0 or none",
        "{'num_beams':4}|num_beams=4, expected 1 or none",
        "{'min_new_tokens':5}|min_new_tokens=5",
        "{'suppress_tokens':[7]}|suppress_tokens=[7], expected nothing there",
        "{'forced_eos_token_id':0}|forced_eos_token_id=0",
        "{'repetition_penalty':0}|repetition_penalty=0, expected above 0 to 100"
      })
  void refusesByNameWhatIsNotFollowed(String json, String reason) throws IOException {
    generation(json);
    CheckpointRejected refused = assertThrows(CheckpointRejected.class, () -> penalty("{}"));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.startsWith("generation_config.json: ") && said.contains(reason), said);
  }

  private void generation(String json) throws IOException {
    Files.writeString(folder.resolve("generation_config.json"), json.replace('\'', '"'));
  }

  private double penalty(String json) throws IOException {
    String quoted = json.replace('\'', '"');
    ConfigSection config =
        new ConfigSection("config.json", StrictJson.parse("config.json", quoted, ObjectNode.class));
    ConfigSection part = config.sectionOrEmpty("text_config");
    return Decoding.repetitionPenalty(GenerationConfig.read(folder, config, part));
  }
}
