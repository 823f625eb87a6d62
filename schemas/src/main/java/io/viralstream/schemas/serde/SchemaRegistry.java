package io.viralstream.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/// A registry behind Confluent's REST interface, which Apicurio and others speak.
///
/// Answers are kept: ids never change. Only `register` and `demandCompatibility` write.
public final class SchemaRegistry implements SchemaIds {
  private static final String JSON = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  /// @param base address of the interface, such as `http://127.0.0.1:8081/apis/ccompat/v7`
  public SchemaRegistry(URI base) {
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
  }

  @Override
  public int id(String subject, Schema schema) {
    return ids.computeIfAbsent(
        subject + "|" + schema.getFullName(), key -> post("/subjects/" + subject, schema));
  }

  @Override
  public Schema schema(int id) {
    return schemas.computeIfAbsent(
        id, key -> new Schema.Parser().parse(get("/schemas/ids/" + id).path("schema").asText()));
  }

  /// Registers a schema; the same schema again changes nothing.
  public int register(String subject, Schema schema) {
    return post("/subjects/" + subject + "/versions", schema);
  }

  /// Makes the registry refuse schemas that cannot read, or be read by, every earlier version.
  public void demandCompatibility() {
    send(
        "/config",
        request("/config")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
            .build());
  }

  /// The schema as other languages see it, without Java's own hint about strings, so that ids do
  /// not depend on it.
  static Schema published(Schema schema) {
    String text =
        schema
            .toString()
            .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
    return new Schema.Parser().parse(text);
  }

  private int post(String path, Schema schema) {
    String body = MAPPER.createObjectNode().put("schema", published(schema).toString()).toString();
    JsonNode answer =
        send(path, request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    if (!answer.path("id").isInt())
      throw new SerializationException("registry answered no id to " + path);
    return answer.path("id").asInt();
  }

  private JsonNode get(String path) {
    return send(path, request(path).GET().build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(TIMEOUT)
        .header("Content-Type", JSON)
        .header("Accept", JSON);
  }

  private JsonNode send(String path, HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      int status = response.statusCode();
      if (status / 100 == 2) return MAPPER.readTree(response.body());
      if (saysNothingOfTheRecord(status))
        throw new RegistryUnavailableException(
            "registry failed at " + path + " status=" + status, null);
      throw new RegistryRefusedException(
          "registry refused "
              + path
              + " status="
              + response.statusCode()
              + " "
              + message(response.body()));
    } catch (IOException e) {
      throw new RegistryUnavailableException("registry does not answer " + path + " at " + base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException("interrupted while waiting for the registry", e);
    }
  }

  /// It fails, is busy, or does not let this process in: the same record fares well another time.
  private static boolean saysNothingOfTheRecord(int status) {
    return switch (status) {
      case 401, 403, 407, 408, 429 -> true;
      default -> status / 100 == 5;
    };
  }

  private static String message(String body) {
    try {
      return MAPPER.readTree(body).path("message").asText();
    } catch (JsonProcessingException e) {
      return "without a message";
    }
  }
}
