package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results of more rows than one block has: the engine hands them out in pieces, clients get one
/// result.
class ResultFormatsTest {

  /// More than the 65,409 of a block. The last line would be a format of its own in a reading that
  /// looks at a statement's end alone.
  private static final String STATEMENT =
      "SELECT number AS n, toString(number) AS s FROM numbers(70000)"
          + " SETTINGS output_format_write_statistics = 0 FORMAT %s -- all of it; FORMAT CSV";

  /// Their bytes differ from run to run: a random marker, times.
  private static final Set<String> NEVER_THE_SAME =
      Set.of(
          "Avro",
          "JSONEachRowWithProgress",
          "JSONCompactEachRowWithProgress",
          "JSONStringsEachRowWithProgress",
          "JSONCompactStringsEachRowWithProgress");

  /// Blocks are the format's own units: readers put them together.
  private static final Set<String> IN_BLOCKS = Set.of("Native");

  @TempDir static Path data;

  @RegisterExtension static final EngineUnderTest engine = new EngineUnderTest();

  @Test
  void givesEveryFormatAsTheEngineGivesItInOnePiece() throws IOException {
    List<String> formats =
        engine
            .text("SELECT name FROM system.formats WHERE is_output ORDER BY name")
            .lines()
            .toList();
    assertTrue(formats.size() > 80, formats.toString());
    Path alone = EngineAlone.results(data.resolve("alone"), STATEMENT, formats);
    for (String format : formats) {
      HttpResponse<byte[]> answer = engine.post(STATEMENT.formatted(format), Map.of());
      if (Files.exists(alone.resolve(format + ".error"))) {
        assertEquals(
            Files.readString(alone.resolve(format + ".error")),
            answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse("none"),
            format);
        continue;
      }
      byte[] whole = Files.readAllBytes(alone.resolve(format));
      assertEquals(200, answer.statusCode(), format);
      assertEquals(format, answer.headers().firstValue("X-ClickHouse-Format").orElse(""));
      if (!IN_BLOCKS.contains(format) && !NEVER_THE_SAME.contains(format)) {
        assertArrayEquals(whole, answer.body(), format);
      }
    }
  }

  @Test
  void putsBlocksOfNativeBehindEachOther() {
    assertEquals("70000\t2449965000", backAgain("Native"));
  }

  @Test
  void givesAvroAsOneFile() {
    assertEquals("70000\t2449965000", backAgain("Avro"));
  }

  /// Reads a result as the data of an INSERT.
  private String backAgain(String format) {
    byte[] rows = engine.post(STATEMENT.formatted(format), Map.of()).body();
    engine.text("CREATE OR REPLACE TABLE back (n UInt64, s String) ENGINE = Memory");
    HttpResponse<byte[]> stored =
        engine.post(rows, Map.of("query", "INSERT INTO back FORMAT " + format));
    assertEquals(200, stored.statusCode(), EngineUnderTest.text(stored));
    return engine.text("SELECT count(), sum(n) FROM back WHERE toString(n) = s");
  }

  @Test
  void writesProgressAndRowsOfAResultOnce() {
    String text = engine.text(STATEMENT.formatted("JSONEachRowWithProgress"));
    assertEquals(70000, text.lines().filter(line -> line.startsWith("{\"row\":")).count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "format /* a */ JSON",
        "FORMAT JSON\n# report\n",
        "FORMAT JSON;",
        "fOrMaT JSON settings max_threads = 1 -- x",
        "SETTINGS max_threads = 1 FORMAT JSON ; -- FORMAT TSV"
      })
  void findsTheFormatWhereTheEngineFindsIt(String end) {
    String sql = "SELECT number, 'FORMAT TSV' FROM numbers(70000) " + end;
    HttpResponse<byte[]> answer = engine.post(sql, Map.of());
    assertEquals("JSON", answer.headers().firstValue("X-ClickHouse-Format").orElse(""));
    assertEquals(1, count("\"meta\"", answer), end);
  }

  @Test
  void takesNoAliasForAFormat() {
    String sql = "WITH number AS format SELECT format TSV FROM numbers(70000)";
    HttpResponse<byte[]> answer = engine.post(sql, Map.of("default_format", "JSON"));
    assertEquals(1, count("\"meta\"", answer));
  }

  @Test
  void takesNoFormatOutOfAHeredoc() {
    String sql = "SELECT number, $q$\nFORMAT TSV\n$q$ FROM numbers(70000)";
    HttpResponse<byte[]> answer = engine.post(sql, Map.of("default_format", "JSON"));
    assertEquals(1, count("\"meta\"", answer));
  }

  @Test
  void putsOnePairOfBracketsAroundRowsThatShallBeAnArray() {
    String rows = "SELECT number FROM numbers(70000) FORMAT JSONEachRow";
    Map<String, String> array = Map.of("output_format_json_array_of_rows", "1");
    assertEquals(1, count("[", engine.post(rows, array)));
    assertEquals(
        1,
        count("[", engine.post(rows + " SETTINGS output_format_json_array_of_rows = 1", Map.of())));
    engine.text("SET output_format_json_array_of_rows = 1", Map.of("session_id", "array"));
    assertEquals(1, count("[", engine.post(rows, Map.of("session_id", "array"))));
  }

  @Test
  void writesTotalsAndExtremesOnce() {
    String sql =
        "SELECT number AS n, count() FROM numbers(70000) GROUP BY n WITH TOTALS ORDER BY n"
            + " SETTINGS extremes = 1 FORMAT TSV -- x";
    String text = engine.text(sql);
    assertTrue(
        text.endsWith("69999\t1\n\n0\t70000\n\n0\t1\n69999\t1"),
        text.substring(text.length() - 50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SELECT 1; SELECT 2", "SHOW TABLES; SELECT 2", "SELECT 1;; -- x\nSELECT 2"})
  void refusesSeveralStatements(String several) {
    HttpResponse<byte[]> answer = engine.post(several, Map.of());
    assertEquals(400, answer.statusCode());
    assertTrue(EngineUnderTest.text(answer).startsWith("Code: 62."), several);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 INTO OUTFILE 'x.tsv'",
        "SHOW TABLES into /* a */ outfile 'x.tsv' FORMAT CSV",
        "SELECT 1 INTO -- b\n OUTFILE 'x.tsv'"
      })
  void writesNoFileInsteadOfAnAnswer(String sql) {
    HttpResponse<byte[]> answer = engine.post(sql, Map.of());
    assertEquals("181", answer.headers().firstValue("X-ClickHouse-Exception-Code").orElse("none"));
    assertEquals("1", engine.text("SELECT '1' -- INTO OUTFILE 'x'"));
  }

  @Test
  void refusesToInsertFromAFile() {
    engine.text("CREATE TABLE IF NOT EXISTS infile (n UInt64) ENGINE = Memory");
    HttpResponse<byte[]> answer =
        engine.post("INSERT INTO infile FROM INFILE 'x' FORMAT CSV", Map.of());
    assertEquals(501, answer.statusCode());
    assertEquals("", engine.text("INSERT INTO infile FORMAT CSV\n1\n"));
  }

  @Test
  void saysInTheEnginesWordsWhatItCannotRead() {
    String text = EngineUnderTest.text(engine.post("selec 1", Map.of()));
    assertTrue(
        text.startsWith("Code: 62. DB::Exception: Syntax error: failed at position 7"), text);
    assertTrue(!text.contains("formatQuery"), text);
  }

  private static int count(String part, HttpResponse<byte[]> answer) {
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertEquals(200, answer.statusCode(), text);
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
