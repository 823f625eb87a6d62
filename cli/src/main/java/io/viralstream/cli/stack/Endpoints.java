package io.viralstream.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Where a running stack is reached.
///
/// @param workers where they tell of themselves: `/livez`, `/readyz` and `/metrics`
public record Endpoints(URI gateway, URI clickhouse, String kafka, URI registry, URI workers) {

  public ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("gateway", gateway.toString())
        .put("clickhouse", clickhouse.toString())
        .put("kafka", kafka)
        .put("registry", registry.toString())
        .put("workers", workers.toString());
  }

  public String text() {
    return "gateway     "
        + gateway
        + "\nclickhouse  "
        + clickhouse
        + "\nkafka       "
        + kafka
        + "\nregistry    "
        + registry
        + "\nworkers     "
        + workers
        + "/metrics";
  }

  /// What a running stack wrote.
  ///
  /// @throws IOException where the file is not there, or holds something else
  public static Endpoints read(Path file) throws IOException {
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    for (String name : List.of("gateway", "clickhouse", "kafka", "registry", "workers"))
      if (!json.path(name).isTextual()) throw new IOException(file + ": " + name + " is missing");
    return new Endpoints(
        URI.create(json.path("gateway").asText()),
        URI.create(json.path("clickhouse").asText()),
        json.path("kafka").asText(),
        URI.create(json.path("registry").asText()),
        URI.create(json.path("workers").asText()));
  }

  /// Renamed into place, so that a reader sees all of it or nothing.
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, json() + "\n");
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
