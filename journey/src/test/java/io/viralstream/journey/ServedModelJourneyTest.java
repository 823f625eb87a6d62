package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `up --model` on a tiny LLaVA in the layout of transformers says what transformers says with it.
class ServedModelJourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODEL =
      Path.of("../workers/src/test/resources/io/viralstream/workers/golden/llava-vicuna-clip")
          .toAbsolutePath()
          .normalize();
  private static final List<String> QUESTIONS =
      List.of("Is there a red circle in the image?", "How many?");

  @TempDir Path folder;

  @Test
  void answersLiveQuestionsAsTransformersDoes() throws Exception {
    var reference = JSON.readTree(MODEL.resolve("reference.json").toFile());
    var more = List.of("--model", MODEL.toString(), "--model-name", "tiny");
    try (var up = UpProcess.launch(folder, folder.resolve("data"), more).awaitReady()) {
      for (int i = 0; i < QUESTIONS.size(); i++) {
        var reply = ask(up, QUESTIONS.get(i), reference.get("newTokens").asInt());
        var expected = reference.get("texts").get(i).asText().strip();
        assertEquals(expected, reply.path("answer").asText(), reply.toString());
        assertTrue(reply.path("model").asText().startsWith("tiny-0-"), reply.toString());
      }
      var arm = up.status().path("arms").get(0);
      assertEquals("tiny", arm.path("arm").asText());
      assertEquals(1, up.status().path("arms").size());
    }
  }

  @Test
  void endsNamingTheTensorThatDoesNotFit() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    try (var files = Files.list(MODEL)) {
      for (var file : files.toList()) Files.copy(file, broken.resolve(file.getFileName()));
    }
    var config = broken.resolve("config.json");
    var other = Files.readString(config).replace("\"patch_size\": 7", "\"patch_size\": 14");
    Files.writeString(config, other);
    var more = List.of("--model", broken.toString());
    try (var up = UpProcess.launch(folder, folder.resolve("data"), more)) {
      assertEquals(1, up.exit(), up.said());
      assertTrue(up.said().contains("patch_embedding.weight"), up.said());
      assertFalse(up.said().contains("\tat "), up.said());
    }
  }

  private static JsonNode ask(UpProcess up, String question, int most) throws Exception {
    var picture =
        "data:image/png;base64,"
            + Base64.getEncoder().encodeToString(Files.readAllBytes(MODEL.resolve("picture.png")));
    var body =
        JSON.createObjectNode()
            .put("image", picture)
            .put("question", question)
            .put("maxTokens", most);
    var request =
        HttpRequest.newBuilder(URI.create(up.endpoint("gateway") + "/v1/ask"))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }
  }
}
