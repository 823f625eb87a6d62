package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import io.viralstream.embedded.EngineUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What requests say about themselves: it is done, or refused by name.
class HttpProtocolTest {

  private static final String ROWS = "SELECT number, toString(number) FROM numbers(70000)";

  @RegisterExtension static final EngineUnderTest engine = new EngineUnderTest();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          role                                  | admin     | 404
          stacktrace                            | 1         | 501
          http_write_exception_in_output_format | 1         | 501
          add_http_cors_header                  | 1         | 501
          log_comment                           | report 7  | 501
          user                                  | alice     | 403
          password                              | secret    | 403
          compress                              | yes       | 400
          decompress                            | 2         | 400
          wait_end_of_query                     | maybe     | 400
          buffer_size                           | -1        | 400
          buffer_size                           | 99999999  | 400
          client_protocol_version               | newest    | 400
          client_protocol_version               | 54000     | 400
          http_zlib_compression_level           | 11        | 400
          http_response_buffer_size             | 999999999 | 400
          """)
  void refusesByNameWhatItDoesNotDo(String name, String value, int status) {
    HttpResponse<byte[]> answer = engine.post("SELECT 1", Map.of(name, value));
    assertEquals(status, answer.statusCode());
    String text = EngineUnderTest.text(answer);
    assertTrue(text.contains("DB::Exception: " + name + ": "), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stacktrace=0",
        "http_write_exception_in_output_format=0",
        "user=default",
        "password=",
        "quota_key=any",
        "role=",
        "wait_end_of_query=1",
        "buffer_size=1000000",
        "send_progress_in_http_headers=1",
        "client_protocol_version=0"
      })
  void takesWhatItDoes(String parameter) {
    String[] words = parameter.split("=", 2);
    assertEquals("1", engine.text("SELECT 1", Map.of(words[0], words[1])));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, Bearer abc",
    "Authorization, Basic YWxpY2U6",
    "Authorization, Basic ZGVmYXVsdDpzZWNyZXQ=",
    "Authorization, Basic %%%",
    "X-ClickHouse-User, alice",
    "X-ClickHouse-Key, secret",
    "X-ClickHouse-SSL-Certificate-Auth, on"
  })
  void knowsOnlyTheDefaultUserWithoutAPassword(String name, String value) {
    HttpResponse<byte[]> answer = engine.post("SELECT 1", Map.of(), name, value);
    assertEquals(403, answer.statusCode());
    assertEquals("516", header(answer, "X-ClickHouse-Exception-Code"));
    // default and no password, as clients send it
    assertEquals(
        200, engine.post("SELECT 1", Map.of(), "Authorization", "Basic ZGVmYXVsdDo=").statusCode());
  }

  @Test
  void refusesFormsByName() {
    HttpResponse<byte[]> answer =
        engine.post("--b", Map.of(), "Content-Type", "multipart/form-data; boundary=b");
    assertEquals(501, answer.statusCode());
    assertTrue(EngineUnderTest.text(answer).contains("Content-Type: "));
  }

  @Test
  void letsHeadersDecideBeforeTheAddressAsTheRealServerDoes() {
    engine.text("CREATE DATABASE IF NOT EXISTS other");
    HttpResponse<byte[]> answer =
        engine.post(
            "SELECT currentDatabase()",
            Map.of("database", "default", "default_format", "CSV"),
            "X-ClickHouse-Database",
            "other",
            "X-ClickHouse-Format",
            "JSONEachRow",
            "X-ClickHouse-Query-Id",
            "mine");
    assertEquals("{\"currentDatabase()\":\"other\"}", EngineUnderTest.text(answer));
    assertEquals("mine", header(answer, "X-ClickHouse-Query-Id"));
  }

  @Test
  void saysTheTimeZoneThatIsInForce() {
    HttpResponse<byte[]> answer = engine.post("SELECT 1", Map.of("session_timezone", "Asia/Tokyo"));
    assertEquals("Asia/Tokyo", header(answer, "X-ClickHouse-Timezone"));
    assertEquals(
        engine.text("SELECT timezone()"),
        header(engine.post("SELECT 1", Map.of()), "X-ClickHouse-Timezone"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait_end_of_query=1", "http_wait_end_of_query=1", "buffer_size=2000000"})
  void answersAnErrorOnTheWayAsOneWhereRowsAreHeldBack(String held) {
    String[] words = held.split("=", 2);
    HttpResponse<byte[]> answer =
        engine.post(
            "SELECT throwIf(number = 90000) FROM numbers(100000) SETTINGS max_block_size = 10000",
            Map.of(words[0], words[1]));
    assertEquals(500, answer.statusCode());
    assertEquals("395", header(answer, "X-ClickHouse-Exception-Code"));
  }

  @Test
  void givesAllRowsPastWhatIsHeldBack() {
    String plain = engine.text(ROWS);
    assertEquals(plain, engine.text(ROWS, Map.of("buffer_size", "100000")));
    assertEquals(plain, engine.text(ROWS, Map.of("buffer_size", "16000000")));
    assertEquals(plain, engine.text(ROWS, Map.of("wait_end_of_query", "1")));
  }

  @Test
  void saysInTheHeadWhatWasReadIfAsked() {
    Map<String, String> asked = Map.of("send_progress_in_http_headers", "1");
    String progress =
        header(engine.post("SELECT count() FROM numbers(10)", asked), "X-ClickHouse-Progress");
    assertTrue(progress.startsWith("{\"read_rows\":\""), progress);
  }

  @ParameterizedTest
  @EnumSource(HttpEncoding.class)
  void sendsAndTakesEveryCoding(HttpEncoding encoding) throws IOException {
    byte[] plain = engine.post(ROWS, Map.of()).body();
    HttpResponse<byte[]> answer =
        engine.post(
            ROWS,
            Map.of("enable_http_compression", "1", "http_zlib_compression_level", "9"),
            "Accept-Encoding",
            encoding.token());
    assertEquals(encoding.token(), header(answer, "Content-Encoding"));
    assertArrayEquals(plain, decoded(encoding, answer.body()).readAllBytes());

    engine.text("CREATE OR REPLACE TABLE coded (n UInt64, s String) ENGINE = Memory");
    HttpResponse<byte[]> stored = insert("coded", packed(encoding), encoding);
    assertEquals(200, stored.statusCode(), EngineUnderTest.text(stored));
    assertEquals("70000\t2449965000", engine.text("SELECT count(), sum(n) FROM coded"));
  }

  /// clickhouse-connect packs each block by itself and sends one behind the other.
  @ParameterizedTest
  @EnumSource(value = HttpEncoding.class, mode = EnumSource.Mode.EXCLUDE, names = "DEFLATE")
  void storesAllOfABodyThatIsPackedInTwo(HttpEncoding encoding) throws IOException {
    engine.text("CREATE OR REPLACE TABLE twice (n UInt64, s String) ENGINE = Memory");
    byte[] once = packed(encoding);
    byte[] twice = Arrays.copyOf(once, 2 * once.length);
    System.arraycopy(once, 0, twice, once.length, once.length);
    HttpResponse<byte[]> stored = insert("twice", twice, encoding);
    assertEquals(200, stored.statusCode(), EngineUnderTest.text(stored));
    assertEquals("140000", engine.text("SELECT count() FROM twice"));
  }

  @ParameterizedTest
  @EnumSource(HttpEncoding.class)
  void storesNothingOfABodyThatIsCutOff(HttpEncoding encoding) throws IOException {
    engine.text("CREATE OR REPLACE TABLE cut (n UInt64, s String) ENGINE = Memory");
    byte[] whole = packed(encoding);
    HttpResponse<byte[]> refused = insert("cut", Arrays.copyOf(whole, whole.length - 5), encoding);
    assertEquals(400, refused.statusCode(), EngineUnderTest.text(refused));
    assertEquals("0", engine.text("SELECT count() FROM cut"));
  }

  private byte[] packed(HttpEncoding encoding) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = encoded(encoding, packed)) {
      out.write(engine.post(ROWS, Map.of()).body());
    }
    return packed.toByteArray();
  }

  private HttpResponse<byte[]> insert(String table, byte[] body, HttpEncoding encoding) {
    return engine.post(
        body,
        Map.of("query", "INSERT INTO " + table + " FORMAT TSV"),
        "Content-Encoding",
        encoding.token());
  }

  /// As Python's lz4 writes frames: version 1, blocks that build on each other, no checksums.
  @Test
  void takesLz4FramesWhoseBlocksBuildOnEachOther() {
    engine.text("CREATE OR REPLACE TABLE linked (n UInt64) ENGINE = Memory");
    byte[] frame =
        HexFormat.of()
            .parseHex(
                "04224d18" + "4040c0" + "03000080" + "310a32" + "02000080" + "0a33" + "00000000");
    HttpResponse<byte[]> stored =
        engine.post(
            frame, Map.of("query", "INSERT INTO linked FORMAT TSV"), "Content-Encoding", "lz4");
    assertEquals(200, stored.statusCode(), EngineUnderTest.text(stored));
    assertEquals("3\t6", engine.text("SELECT count(), sum(n) FROM linked"));
  }

  @ParameterizedTest
  @EnumSource(HttpEncoding.class)
  void refusesADamagedBody(HttpEncoding encoding) {
    HttpResponse<byte[]> answer =
        engine.post("not packed at all", Map.of(), "Content-Encoding", encoding.token());
    assertEquals(400, answer.statusCode());
    assertEquals("271", header(answer, "X-ClickHouse-Exception-Code"));
  }

  @Test
  void answersAnErrorToAClientThatIsStillSending() throws IOException {
    byte[] body = new byte[20 << 20];
    String head =
        "POST /?query=INSERT+INTO+nowhere+FORMAT+TSV HTTP/1.1\r\n"
            + "Host: 127.0.0.1\r\n"
            + "Content-Length: ";
    try (Socket socket = new Socket(engine.url().getHost(), engine.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write((head + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      assertEquals("HTTP/1.1 404", answer);
    }
  }

  @Test
  void compressesOnlyForThoseThatWantIt() {
    HttpResponse<byte[]> off =
        engine.post(ROWS, Map.of("enable_http_compression", "0"), "Accept-Encoding", "gzip");
    assertEquals("none", header(off, "Content-Encoding"));
    assertEquals("none", header(engine.post(ROWS, Map.of()), "Content-Encoding"));
  }

  private static InputStream decoded(HttpEncoding encoding, byte[] bytes) throws IOException {
    InputStream in = new ByteArrayInputStream(bytes);
    return switch (encoding) {
      case LZ4 -> new LZ4FrameInputStream(in);
      case ZSTD -> new ZstdInputStream(in);
      case GZIP -> new GZIPInputStream(in);
      case DEFLATE -> new InflaterInputStream(in);
    };
  }

  private static OutputStream encoded(HttpEncoding encoding, OutputStream out) throws IOException {
    return switch (encoding) {
      case LZ4 -> new LZ4FrameOutputStream(out);
      case ZSTD -> new ZstdOutputStream(out);
      case GZIP -> new GZIPOutputStream(out);
      case DEFLATE -> new DeflaterOutputStream(out);
    };
  }

  @Test
  void killsByTheClientsIdAndNotByWordsThatLookLikeIt() {
    String sql = "KILL QUERY WHERE query_id = 'query_id' /* query_id */";
    assertEquals("", engine.text(sql));
    byte[] replaced = StatementScanner.byComment(sql.getBytes(StandardCharsets.UTF_8));
    assertEquals(
        "KILL QUERY WHERE Settings['log_comment'] = 'query_id' /* query_id */",
        new String(replaced, StandardCharsets.UTF_8));
  }

  @Test
  void answersWhereItIsAskedAndNowhereElse() {
    assertEquals("Ok.", EngineUnderTest.text(engine.send(get("/"))));
    assertEquals("1", EngineUnderTest.text(engine.send(get("/query?query=SELECT+1"))));
    assertEquals(404, engine.send(get("/play?query=SELECT+1")).statusCode());
    HttpRequest put =
        HttpRequest.newBuilder(engine.url()).PUT(BodyPublishers.ofString("SELECT 1")).build();
    HttpResponse<byte[]> refused = engine.send(put);
    assertEquals(405, refused.statusCode());
    assertEquals("GET, POST", header(refused, "Allow"));
  }

  private HttpRequest get(String path) {
    return HttpRequest.newBuilder(engine.url().resolve(path)).build();
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }
}
