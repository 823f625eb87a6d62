package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `endpoints.json` has the five addresses and nothing else.
class EndpointsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void writesTheFiveAddresses() throws IOException {
    var endpoints =
        new Endpoints(
            URI.create("http://127.0.0.1:8080"),
            URI.create("http://127.0.0.1:8123"),
            "127.0.0.1:9092",
            URI.create("http://127.0.0.1:8081/apis/ccompat/v7"),
            URI.create("http://127.0.0.1:8090"));
    Path file = folder.resolve("endpoints.json");
    endpoints.write(file);
    endpoints.write(file);
    assertEquals(
        "{\"gateway\":\"http://127.0.0.1:8080\",\"clickhouse\":\"http://127.0.0.1:8123\","
            + "\"kafka\":\"127.0.0.1:9092\",\"registry\":\"http://127.0.0.1:8081/apis/ccompat/v7\","
            + "\"workers\":\"http://127.0.0.1:8090\"}\n",
        Files.readString(file));
  }
}
