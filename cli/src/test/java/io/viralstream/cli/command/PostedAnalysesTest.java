package io.viralstream.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.client.BatchReply;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Multipart;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Analyses on their way from the command line to a gateway.
class PostedAnalysesTest {
  private static final String ROUTE = "POST /v1/analyses";

  @Test
  void goAsOnePartAndComeBackWithWhatWasRefused() throws Exception {
    String reply =
        """
        {"taken":1,"refused":1,"lines":[{"line":1,"id":"a/red","clientId":"red"},
        {"line":2,"problem":{"type":"/problems/invalid","title":"A field","status":422,
        "detail":"figures[0]: expected a value or a reason, and not both","field":"figures[0]"}}]}
        """;
    try (FakeGateway gateway = new FakeGateway().on(ROUTE, 202, reply)) {
      BatchReply done = client(gateway).analyses(batch());

      assertEquals(1, done.taken());
      assertEquals(2, done.refusals().getFirst().line());
      assertEquals(422, done.refusals().getFirst().problem().status());
      assertEquals(ROUTE, gateway.requests().getFirst().line());
      String sent = gateway.requests().getFirst().body();
      assertTrue(sent.contains("name=\"analyses\""), sent);
      assertTrue(sent.contains("{\"analysis\":\"a\"}\n{\"analysis\":\"b\"}\n"), sent);
    }
  }

  @Test
  void areSentAgainWhereTheGatewayIsFull() throws Exception {
    String reply = "{\"taken\":2,\"refused\":0,\"lines\":[]}";
    try (FakeGateway gateway = new FakeGateway().full(ROUTE, 0).on(ROUTE, 202, reply)) {
      assertEquals(2, client(gateway).analyses(batch()).taken());
      assertEquals(2, gateway.requests().size());
    }
  }

  @Test
  void areRefusedByAGatewayThatDoesNotKnowThem() throws Exception {
    try (var gateway = new FakeGateway()) {
      assertThrows(Gateway.Refused.class, () -> client(gateway).analyses(batch()));
    }
  }

  private static Gateway client(FakeGateway gateway) {
    return new Gateway(gateway.url(), time -> {});
  }

  private static Multipart batch() {
    String lines = "{\"analysis\":\"a\"}\n{\"analysis\":\"b\"}\n";
    return new Multipart("b").text("analyses", lines.getBytes(StandardCharsets.UTF_8));
  }
}
