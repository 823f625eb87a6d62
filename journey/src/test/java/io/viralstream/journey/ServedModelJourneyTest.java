package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `up --model` on a tiny LLaVA in the layout of transformers says what transformers says with it.
class ServedModelJourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MODEL =
      Path.of("../models/src/test/resources/io/viralstream/models/golden/llava-vicuna-clip")
          .toAbsolutePath()
          .normalize();
  private static final List<String> QUESTIONS =
      List.of("Is there a red circle in the image?", "How many?");

  /// As the references.
  private static final int MOST = 10;

  /// The reference's prompt without a picture.
  private static final int WITHOUT_PICTURE = 3;

  @TempDir Path folder;

  @Test
  void answersLiveQuestionsAsTransformersDoes() throws Exception {
    JsonNode reference = JSON.readTree(MODEL.resolve("reference.json").toFile());
    var more = List.of("--model", MODEL.toString(), "--model-name", "tiny");
    try (UpProcess up = UpProcess.launch(folder, folder.resolve("data"), more).awaitReady()) {
      for (int i = 0; i < QUESTIONS.size(); i++) {
        JsonNode reply = ask(up, QUESTIONS.get(i), Optional.empty());
        String expected = reference.get("texts").get(i).asText().strip();
        assertEquals(expected, reply.path("answer").asText(), reply.toString());
        assertTrue(reply.path("model").asText().startsWith("tiny-0-"), reply.toString());
      }
      JsonNode alone = send(up, JSON.createObjectNode().put("question", "Describe the picture."));
      String expected = reference.get("texts").get(WITHOUT_PICTURE).asText().strip();
      assertEquals(expected, alone.path("answer").asText(), alone.toString());
      JsonNode arm = up.status().path("arms").get(0);
      assertEquals("tiny", arm.path("arm").asText());
      assertEquals(1, up.status().path("arms").size());
      evaluates(up);
      aSecondWorkerServesAnother(up);
    }
  }

  private void evaluates(UpProcess up) throws Exception {
    Path questions = folder.resolve("questions");
    new SceneFolder(questions).writeItems(SceneSource.streamHeldOut(5).first(2));
    var gateway = List.of("--gateway", up.endpoint("gateway"), "--json", "--benchmark", "small");
    String items = questions.resolve(SceneFolder.ITEMS).toString();
    CommandRun sent = shell(List.of("ingest", items, "--images", questions.toString()), gateway);
    assertEquals(0, sent.code(), sent.out());
    CommandRun evaluated = shell(List.of("evaluate"), gateway);
    assertEquals(0, evaluated.code(), evaluated.out());
    assertTrue(evaluated.out().contains("tiny-0-"), evaluated.out());
  }

  private void aSecondWorkerServesAnother(UpProcess up) throws Exception {
    Path other = MODEL.resolveSibling("llava-qwen-siglip");
    var environment =
        Map.of(
            "KAFKA_BOOTSTRAP",
            up.endpoint("kafka"),
            "REGISTRY_URL",
            up.endpoint("registry"),
            "CLICKHOUSE_URL",
            up.endpoint("clickhouse") + "/viral");
    var words = List.of("infer", "--model", other.toString());
    try (var infer = RoleProcess.launch(folder, words, freePort(), environment)) {
      Waiting.until("the other is published", () -> isPublished(up, infer));
      JsonNode reply = ask(up, QUESTIONS.getFirst(), Optional.of("llava-qwen-siglip"));
      JsonNode reference = JSON.readTree(other.resolve("reference.json").toFile());
      assertEquals(reference.get("texts").get(0).asText().strip(), reply.path("answer").asText());
    }
  }

  private static boolean isPublished(UpProcess up, RoleProcess infer) throws Exception {
    if (!infer.isAlive()) throw new IllegalStateException(infer.said());
    return up.status().path("arms").size() == 2;
  }

  private static int freePort() {
    try (var port = FreePort.preferring(0)) {
      return port.number();
    }
  }

  private static CommandRun shell(List<String> words, List<String> more) {
    return CommandRun.run(Stream.concat(words.stream(), more.stream()).toArray(String[]::new));
  }

  @Test
  void endsNamingTheTensorThatDoesNotFit() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    try (Stream<Path> files = Files.list(MODEL)) {
      for (Path file : files.toList()) Files.copy(file, broken.resolve(file.getFileName()));
    }
    Path config = broken.resolve("config.json");
    String other = Files.readString(config).replace("\"patch_size\": 7", "\"patch_size\": 14");
    Files.writeString(config, other);
    var more = List.of("--model", broken.toString());
    try (var up = UpProcess.launch(folder, folder.resolve("data"), more)) {
      assertEquals(4, up.exit(), up.said());
      assertFalse(Files.exists(folder.resolve("data")), "nothing was begun");
      assertTrue(up.said().contains("patch_embedding.weight"), up.said());
      assertFalse(up.said().contains("\tat "), up.said());
    }
  }

  private static JsonNode ask(UpProcess up, String question, Optional<String> model)
      throws Exception {
    String picture =
        "data:image/png;base64,"
            + Base64.getEncoder().encodeToString(Files.readAllBytes(MODEL.resolve("picture.png")));
    ObjectNode asked = JSON.createObjectNode().put("image", picture).put("question", question);
    model.ifPresent(name -> asked.put("model", name));
    return send(up, asked);
  }

  private static JsonNode send(UpProcess up, ObjectNode asked) throws Exception {
    ObjectNode body = asked.put("maxTokens", MOST);
    HttpRequest request =
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
