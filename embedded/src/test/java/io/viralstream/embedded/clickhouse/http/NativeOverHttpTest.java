package io.viralstream.embedded.clickhouse.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.embedded.EngineUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Native blocks as clickhouse-go asks for them over HTTP: `client_protocol_version=54460`, with
/// `default_format=Native` and the default user's name as Basic login.
class NativeOverHttpTest {
  /// Values of each type that has a layout.
  private static final String TYPES =
      """
      toBool(number % 2)
      toInt8(number)
      toUInt16(number)
      toInt128(number)
      toUInt256(number)
      toFloat32(number)
      toBFloat16(number)
      toDecimal32(number, 2)
      toDecimal64(number, 3)
      toDecimal128(number, 4)
      toDecimal256(number, 5)
      toDate(number)
      toDate32(number)
      toDateTime64(number, 3, 'UTC')
      toNullable(toDateTime(number, 'UTC'))
      generateUUIDv4()
      toIPv4(number)
      toIPv6('::1')
      CAST(number % 2, 'Enum8(''a, ('' = 0, ''b'' = 1)')
      toFixedString('abc', 5)
      repeat('x', number % 300)
      if(number % 2, 'a', NULL)
      NULL
      []
      [[toString(number)], []]
      map('a', number)
      CAST(map('a', [number]), 'Map(LowCardinality(String), Array(Nullable(UInt32)))')
      CAST((number, 'x'), 'Tuple(a UInt32, `b c` String)')
      toLowCardinality(toString(number))
      toLowCardinality(toNullable(toString(number % 3)))
      [toLowCardinality(toString(number))]
      emptyArrayString()
      CAST([], 'Array(LowCardinality(String))')
      toIntervalDay(number)
      [[(1., 2.)]]::Polygon
      CAST(if(number % 2, number, NULL)::Nullable(UInt64), 'Variant(UInt64, String)')
      CAST(number, 'SimpleAggregateFunction(sum, UInt64)')
      """;

  private static final Map<String, String> CLICKHOUSE_GO =
      Map.of("default_format", "Native", "client_protocol_version", "54460", "database", "default");

  /// Field 1, no overflow; field 2, no bucket; the end.
  private static final String INFO = "\u0001\u0000\u0002\u00ff\u00ff\u00ff\u00ff\u0000";

  private static final String LAST_COLUMN = "\u0003end\u0005UInt8\u0000";

  @RegisterExtension static final EngineUnderTest engine = new EngineUnderTest();

  @Test
  void answersTheGreetingOfClickHouseGo() {
    HttpResponse<byte[]> answer =
        engine.post(
            "SELECT displayName(), version(), revision(), timezone()",
            CLICKHOUSE_GO,
            "Authorization",
            "Basic ZGVmYXVsdDo=");
    assertEquals(200, answer.statusCode());
    String text = new String(answer.body(), ISO_8859_1);
    assertTrue(text.startsWith(INFO + "\u0004\u0001\rdisplayName()\u0006String\u0000"), text);
    assertTrue(text.contains("\nrevision()\u0006UInt32\u0000"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void readsTheSameFiguresInBlocksAsInText(String compress) throws IOException {
    String sql = "SELECT number AS n, toString(number) AS s FROM numbers(200000) -- all";
    Map<String, String> parameters = new HashMap<>(CLICKHOUSE_GO);
    parameters.put("compress", compress);
    byte[] body = engine.post(sql, parameters).body();
    if (compress.equals("1")) {
      body =
          new BlockInput(new ByteArrayInputStream(body), new BlockMemory(96L << 20).room())
              .readAllBytes();
    }
    ByteBuffer blocks = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    long rows = 0;
    long sum = 0;
    while (blocks.hasRemaining()) {
      assertEquals(INFO, text(blocks, INFO.length()));
      assertEquals(2, length(blocks));
      long count = length(blocks);
      assertEquals("\u0001n\u0006UInt64\u0000", text(blocks, 10));
      for (long row = 0; row < count; row++) {
        sum += blocks.getLong();
      }
      assertEquals("\u0001s\u0006String\u0000", text(blocks, 10));
      for (long row = 0; row < count; row++) {
        assertEquals(String.valueOf(rows + row), text(blocks, (int) length(blocks)));
      }
      rows += count;
    }
    assertEquals(engine.text("SELECT 200000, sum(number) FROM numbers(200000)"), rows + "\t" + sum);
  }

  /// Each column of the type stands between two others; 70,000 rows are more than a block.
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = TYPES)
  void stepsOverTheValuesOfEveryType(String value) {
    for (int rows : new int[] {3, 70_000}) {
      String sql = "SELECT 1 AS a, %s AS x, toUInt8(77) AS end FROM numbers(%d)";
      Map<String, String> parameters = new HashMap<>(CLICKHOUSE_GO);
      parameters.put("allow_suspicious_variant_types", "1");
      byte[] blocks = engine.post(sql.formatted(value, rows), parameters).body();
      parameters.put("client_protocol_version", "0");
      byte[] plain = engine.post(sql.formatted(value, rows), parameters).body();
      String text = new String(blocks, ISO_8859_1);
      int count = text.split(LAST_COLUMN, -1).length - 1;
      assertTrue(count >= 1, text.length() < 1000 ? text : value);
      assertTrue(text.endsWith(LAST_COLUMN + "M".repeat(3)) || rows > 3, text);
      // a header of eight bytes for each block, and a byte for each of three columns
      assertEquals(plain.length + count * (INFO.length() + 3), blocks.length, value);
      assertEquals(count, text.split(INFO, -1).length - 1, value);
    }
  }

  @Test
  void namesTheTimeZoneOfADateTime() {
    String sql = "SELECT toDateTime(0, 'UTC') AS d, toDateTime(0) AS e";
    String text = new String(engine.post(sql, CLICKHOUSE_GO).body(), ISO_8859_1);
    assertTrue(text.contains("\u0001d\u000fDateTime('UTC')\u0000"), text);
    assertTrue(text.contains("\u0001e\bDateTime\u0000"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'{\"a\": 1}'::JSON", "1::Dynamic", "sumState(number)", "tuple()"})
  void refusesATypeBeforeTheAnswerStarts(String value) {
    String sql = "SELECT " + value + " AS x FROM numbers(3)";
    HttpResponse<byte[]> answer = engine.post(sql, CLICKHOUSE_GO);
    assertEquals(501, answer.statusCode());
    String text = EngineUnderTest.text(answer);
    assertTrue(text.contains("client_protocol_version: type "), text);
    assertEquals(
        200, engine.post(sql, Map.of("default_format", "Native")).statusCode(), "without it");
  }

  @Test
  void writesBlocksOfStatementsThatAreNoSelect() {
    engine.text("CREATE TABLE IF NOT EXISTS shown (n UInt64) ENGINE = Memory");
    String text =
        new String(engine.post("SHOW TABLES LIKE 'shown'", CLICKHOUSE_GO).body(), ISO_8859_1);
    assertEquals(INFO + "\u0001\u0001\u0004name\u0006String\u0000\u0005shown", text);
  }

  @Test
  void changesNothingInOtherFormats() {
    String sql = "SELECT number FROM numbers(3) FORMAT RowBinary";
    assertArrayEquals(engine.post(sql, Map.of()).body(), engine.post(sql, CLICKHOUSE_GO).body());
  }

  /// As clickhouse-go inserts: the blocks of revision 0, whatever version it asks answers in.
  @Test
  void takesBlocksOfRevisionZero() {
    engine.text("CREATE OR REPLACE TABLE sent (n UInt64, s String) ENGINE = Memory");
    byte[] block =
        "\u0002\u0001\u0001n\u0006UInt64\u0007\0\0\0\0\0\0\0\u0001s\u0006String\u0001x"
            .getBytes(ISO_8859_1);
    Map<String, String> parameters = new HashMap<>(CLICKHOUSE_GO);
    parameters.put("query", "INSERT INTO sent (n, s) FORMAT Native");
    HttpResponse<byte[]> stored = engine.post(block, parameters);
    assertEquals(200, stored.statusCode(), EngineUnderTest.text(stored));
    assertEquals("7\tx", engine.text("SELECT n, s FROM sent"));
  }

  private static String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, ISO_8859_1);
  }

  private static long length(ByteBuffer bytes) {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = bytes.get() & 0xff;
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next > 0x7f);
    return value;
  }
}
