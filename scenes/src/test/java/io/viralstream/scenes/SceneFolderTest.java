package io.viralstream.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneFolderTest {
  @TempDir Path folder;

  @Test
  void writesConversationsInLlavasLayout() throws IOException {
    new SceneFolder(folder).writeConversations(SceneSource.streamTraining(1).first(3));

    List<String> lines = Files.readAllLines(folder.resolve(SceneFolder.CONVERSATIONS));
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertEquals(3, lines.size());
    assertEquals("stream-1-0", first.get("id").asText());
    assertTrue(Files.exists(folder.resolve(first.get("image").asText())));
    assertEquals("human", first.at("/conversations/0/from").asText());
    assertTrue(first.at("/conversations/0/value").asText().startsWith("<image>\n"));
    assertEquals("gpt", first.at("/conversations/1/from").asText());
  }

  @Test
  void writesOneItemAQuestionWithItsTruth() throws IOException {
    new SceneFolder(folder).writeItems(SceneSource.baseHeldOut(1).first(3));

    List<String> lines = Files.readAllLines(folder.resolve(SceneFolder.ITEMS));
    JsonNode first = new ObjectMapper().readTree(lines.getFirst());
    assertTrue(lines.size() >= 9);
    assertEquals("old-1-0-0", first.get("question_id").asText());
    for (String field : List.of("image", "category", "text", "label")) {
      assertTrue(first.hasNonNull(field), field);
    }
  }
}
