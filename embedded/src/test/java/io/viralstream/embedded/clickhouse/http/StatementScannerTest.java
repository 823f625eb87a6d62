package io.viralstream.embedded.clickhouse.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementScannerTest {

  @Test
  void partsAnInsertFromItsDataAtTheFormat() {
    StatementHead.InsertData head = insert("INSERT INTO t (a, b) FORMAT CSV\n1,2");
    assertEquals("INSERT INTO t (a, b) ", head.sql());
    assertEquals("CSV", head.format());
    assertEquals("1,2", data("INSERT INTO t (a, b) FORMAT CSV\n1,2", head));
  }

  @Test
  void keepsABlankLineThatBelongsToTheData() {
    String statement = "insert into t format RowBinary\n\n\n1";
    assertEquals("\n\n1", data(statement, insert(statement)));
  }

  @Test
  void partsAnInsertFromItsDataAtValues() {
    String statement = "insert into t (a) values (1), (2)";
    StatementHead.InsertData head = insert(statement);
    assertEquals("Values", head.format());
    assertEquals(" (1), (2)", data(statement, head));
  }

  @Test
  void looksPastSettingsCommentsAndQuotedNames() {
    String statement =
        "/* format */ insert into `values` (`select`) -- values\n"
            + "settings insert_deduplication_token = 'format \\' select' format TSV\nx";
    StatementHead.InsertData head = insert(statement);
    assertEquals("TSV", head.format());
    assertEquals("x", data(statement, head));
  }

  @Test
  void takesADoubledQuoteAsPartOfTheString() {
    String statement = "insert into t settings a = 'it''s values' format TSV\nx";
    assertEquals("TSV", insert(statement).format());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t select 1",
        "INSERT INTO t (a) WITH 1 AS x SELECT x",
        "create table t (a Int8) engine = Memory",
        "show tables",
        "alter table t delete where 1"
      })
  void runsWholeWhatHasNoDataAndNoRowsToFetch(String statement) {
    assertInstanceOf(StatementHead.Whole.class, scan(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "  -- hello\n SELECT 1",
        "(select 1) union all (select 2)",
        "with 1 as x select x"
      })
  void fetchesRowsOfASelect(String statement) {
    assertInstanceOf(StatementHead.Rows.class, scan(statement));
  }

  @Test
  void knowsAKill() {
    assertInstanceOf(StatementHead.Kill.class, scan("KILL QUERY WHERE query_id = 'x'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into t values ('",
        "insert into t format",
        "/*",
        "insert /* ",
        "'",
        "insert into `t"
      })
  void survivesAStatementThatBreaksOff(String statement) {
    scan(statement);
  }

  private static StatementHead scan(String statement) {
    return StatementScanner.scan(statement.getBytes(UTF_8));
  }

  private static StatementHead.InsertData insert(String statement) {
    return assertInstanceOf(StatementHead.InsertData.class, scan(statement));
  }

  private static String data(String statement, StatementHead.InsertData head) {
    return statement.substring(head.dataOffset());
  }
}
