package io.viralstream.schemas.serde;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistryTest {
  private final AtomicInteger status = new AtomicInteger();
  private HttpServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    registry = new SchemaRegistry(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 401, 403, 407, 408, 429})
  void blamesNoRecordWhereItFailsOrShutsUsOut(int answered) {
    status.set(answered);
    assertThrows(RegistryUnavailableException.class, () -> registry.schema(7));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409, 422})
  void refusesASchemaThatItDoesNotKnow(int answered) {
    status.set(answered);
    assertThrows(RegistryRefusedException.class, () -> registry.schema(7));
  }

  /// So that whoever takes a record without a known schema for no record takes this for it too.
  @Test
  void refusesAsWhateverIsNoRecordIsRefused() {
    status.set(404);
    SerializationException refused =
        assertThrows(SerializationException.class, () -> registry.schema(7));
    assertEquals("registry refused /schemas/ids/7 status=404 ", refused.getMessage());
  }
}
