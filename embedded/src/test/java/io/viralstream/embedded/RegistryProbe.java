package io.viralstream.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What the tests ask of a registry, over its Confluent-compatible API.
record RegistryProbe(URI api) {

  static final String FIRST = record("{\"name\":\"id\",\"type\":\"string\"}");
  static final String WITH_DEFAULT =
      record(
          "{\"name\":\"id\",\"type\":\"string\"},"
              + "{\"name\":\"tokens\",\"type\":\"int\",\"default\":0}");
  static final String OTHER_TYPE = record("{\"name\":\"id\",\"type\":\"int\"}");

  private static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"Answer\",\"fields\":[%s]}".formatted(fields);
  }

  void requireFullTransitive() {
    int status = send("PUT", "/config", "{\"compatibility\":\"FULL_TRANSITIVE\"}");
    if (status != 200) {
      throw new IllegalStateException("PUT /config answered " + status);
    }
  }

  /// @return the HTTP status; 409 is an incompatible schema
  int register(String subject, String schema) {
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    return send("POST", "/subjects/" + subject + "/versions", body);
  }

  private int send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
