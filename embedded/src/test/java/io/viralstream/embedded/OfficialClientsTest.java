package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.ClickHouseBinaryFormatReader;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The official Java clients, with every compression that they offer, on the kinds of columns that
/// the metrics' tables have.
class OfficialClientsTest {

  private static final int ROWS = 70_000;

  private static final String FIGURES =
      "SELECT count(), sum(n), countIf(correct), count(step), uniqExact(arm), sum(length(texts)),"
          + " toInt64(sum(score)), max(toUnixTimestamp64Milli(at)) FROM %s -- all; FORMAT JSON";

  @RegisterExtension static final EngineUnderTest engine = new EngineUnderTest();

  @BeforeAll
  static void fill() {
    engine.text("CREATE TABLE rows " + columns());
    engine.text("CREATE TABLE copies " + columns());
    engine.text(
        "INSERT INTO rows SELECT number, if(number % 3, number, NULL), number % 2,"
            + " ['viral', 'fuse'][number % 2 + 1], [toString(number), 'ü'], number / 7,"
            + " fromUnixTimestamp64Milli(toInt64(number)) FROM numbers("
            + ROWS
            + ")");
  }

  private static String columns() {
    return "(n UInt64, step Nullable(Int64), correct Bool, arm LowCardinality(String),"
        + " texts Array(String), score Float64, at DateTime64(3, 'UTC'))"
        + " ENGINE = MergeTree ORDER BY n";
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "true, true"})
  void readThroughJdbcWhatTextSays(boolean compress, boolean overHttp) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("compress", String.valueOf(compress));
    properties.setProperty("client.use_http_compression", String.valueOf(overHttp));
    try (Connection connection =
            DriverManager.getConnection("jdbc:clickhouse:" + engine.url(), properties);
        Statement statement = connection.createStatement()) {
      try (ResultSet figures = statement.executeQuery(FIGURES.formatted("rows"))) {
        figures.next();
        StringBuilder line = new StringBuilder(figures.getString(1));
        for (int column = 2; column <= 8; column++) {
          line.append('\t').append(figures.getString(column));
        }
        assertEquals(
            engine.text(FIGURES.formatted("rows").replace("; FORMAT JSON", "")), line.toString());
      }
      long sum = 0;
      int count = 0;
      try (ResultSet rows = statement.executeQuery("SELECT * FROM rows -- every one")) {
        while (rows.next()) {
          sum += rows.getLong("n") + (rows.getBoolean("correct") ? 1 : 0);
          count++;
        }
      }
      assertEquals(ROWS, count);
      assertEquals(2_449_965_000L + ROWS / 2, sum);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, false",
    "true, false, false",
    "false, true, false",
    "true, true, false",
    "true, true, true"
  })
  void copyThroughTheClientWhatTextSays(boolean answers, boolean requests, boolean overHttp)
      throws Exception {
    engine.text("TRUNCATE TABLE copies");
    try (Client client =
        new Client.Builder()
            .addEndpoint(engine.url().toString())
            .setUsername("default")
            .setPassword("")
            .compressServerResponse(answers)
            .compressClientRequest(requests)
            .useHttpCompression(overHttp)
            .build()) {
      QuerySettings settings =
          new QuerySettings().setFormat(ClickHouseFormat.RowBinaryWithNamesAndTypes);
      try (QueryResponse response = client.query("SELECT * FROM rows -- all", settings).get()) {
        ClickHouseBinaryFormatReader reader = client.newBinaryFormatReader(response);
        long sum = 0;
        while (reader.hasNext()) {
          reader.next();
          sum += reader.getLong("n");
        }
        assertEquals(2_449_965_000L, sum);
      }
      byte[] rows =
          engine.text("SELECT * FROM rows FORMAT JSONEachRow").getBytes(StandardCharsets.UTF_8);
      client
          .insert("copies", new ByteArrayInputStream(rows), ClickHouseFormat.JSONEachRow)
          .get()
          .close();
    }
    assertEquals(engine.text(FIGURES.formatted("rows")), engine.text(FIGURES.formatted("copies")));
  }
}
