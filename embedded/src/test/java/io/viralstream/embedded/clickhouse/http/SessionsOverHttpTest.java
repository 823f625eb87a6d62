package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.embedded.EngineUnderTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Sessions over HTTP: they keep what statements say, and nothing of what requests say.
class SessionsOverHttpTest {
  @RegisterExtension static final EngineUnderTest engine = new EngineUnderTest();

  @Test
  void leavesASessionAsItWasButForWhatStatementsSay() {
    Map<String, String> session = Map.of("session_id", "s");
    Map<String, String> more =
        Map.of("session_id", "s", "max_result_rows", "7", "database", "system");
    String state = "SELECT getSetting('max_result_rows'), currentDatabase()";
    assertEquals("7\tsystem", engine.text(state, more));
    assertEquals("0\tdefault", engine.text(state, session));
    engine.text("SET max_result_rows = 5", session);
    assertEquals("7\tsystem", engine.text(state, more));
    assertEquals("5\tdefault", engine.text(state, session));
    engine.text("SET max_result_rows = 6", more);
    engine.text("USE information_schema", more);
    assertEquals("6\tinformation_schema", engine.text(state, session));
    assertEquals(
        "6\tdefault", engine.text(state, Map.of("session_id", "s", "database", "default")));
  }

  @Test
  void leavesASessionAsItWasAfterARefusedSetting() {
    Map<String, String> session = Map.of("session_id", "r");
    engine.text("SELECT 1", session);
    HttpResponse<byte[]> answer =
        engine.post(
            "SELECT 1", Map.of("session_id", "r", "database", "system", "max_result_rows", "x"));
    assertEquals("none", header(answer, "X-ClickHouse-Summary"));
    assertEquals("default", engine.text("SELECT currentDatabase()", session));
  }

  @Test
  void endsASessionWhenAskedAndFindsNoneThatIsNotOpen() {
    Map<String, String> check = Map.of("session_id", "c", "session_check", "1");
    assertEquals("372", header(engine.post("SELECT 1", check), "X-ClickHouse-Exception-Code"));
    engine.text("SELECT 1", Map.of("session_id", "c", "session_timeout", "60"));
    assertEquals("1", engine.text("SELECT 1", check));
    engine.text("SELECT 1", Map.of("session_id", "c", "close_session", "1"));
    assertEquals(404, engine.post("SELECT 1", check).statusCode());
    HttpResponse<byte[]> tooLong =
        engine.post("SELECT 1", Map.of("session_id", "c", "session_timeout", "3601"));
    assertEquals(400, tooLong.statusCode());
  }

  @Test
  void bringsNothingOfAFailedResultIntoTheNextOne() {
    Map<String, String> session = Map.of("session_id", "failed");
    HttpResponse<byte[]> failed =
        engine.post("SELECT number AS n FROM numbers(10) FORMAT ProtobufSingle", session);
    assertEquals("546", header(failed, "X-ClickHouse-Exception-Code"));
    assertEquals(
        "system",
        engine.text(
            "SELECT currentDatabase()", Map.of("session_id", "failed", "database", "system")));
    assertEquals("default", engine.text("SELECT currentDatabase() FORMAT Raw", session));
  }

  @Test
  void keepsASessionsOwnReadingsApartFromItsLimits() {
    Map<String, String> limits =
        Map.of("session_id", "limits", "max_result_rows", "1", "max_threads", "1", "limit", "1");
    assertEquals("0", engine.text("SELECT number FROM numbers(3)", limits));
    assertEquals(
        "3", engine.text("SELECT count() FROM numbers(3)", Map.of("session_id", "limits")));
    assertEquals(
        "0\t0",
        engine.text(
            "SELECT getSetting('max_result_rows'), getSetting('limit')",
            Map.of("session_id", "limits")));
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }
}
