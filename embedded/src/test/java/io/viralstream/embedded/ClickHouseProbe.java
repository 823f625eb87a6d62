package io.viralstream.embedded;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.data_formats.RowBinaryFormatWriter;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.metadata.TableSchema;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/// What the tests ask of an engine, through the official clients and without them.
record ClickHouseProbe(URI url) {

  /// A table and a view that count each inserted block once, as the metrics' own do.
  void createTables() {
    try (Client client = client()) {
      client
          .execute(
              "create table scores (item UInt64, benchmark String, correct UInt8) "
                  + "engine = MergeTree order by (benchmark, item) "
                  + "settings non_replicated_deduplication_window = 10000")
          .get();
      client
          .execute(
              "create table by_benchmark (benchmark String, n AggregateFunction(count)) "
                  + "engine = AggregatingMergeTree order by benchmark "
                  + "settings non_replicated_deduplication_window = 10000")
          .get();
      client
          .execute(
              "create materialized view by_benchmark_view to by_benchmark as "
                  + "select benchmark, countState() n from scores group by benchmark")
          .get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// Inserts rows as RowBinary under a deduplication token.
  void insert(String token, int rows) {
    InsertSettings settings =
        new InsertSettings()
            .setDeduplicationToken(token)
            .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1");
    try (Client client = client()) {
      TableSchema schema = client.getTableSchema("scores");
      try (InsertResponse response =
          client
              .insert(
                  "scores",
                  out -> {
                    RowBinaryFormatWriter writer =
                        new RowBinaryFormatWriter(out, schema, ClickHouseFormat.RowBinary);
                    for (int row = 0; row < rows; row++) {
                      writer.setLong(1, row);
                      writer.setString(2, "pope");
                      writer.setShort(3, (short) 1);
                      writer.commitRow();
                    }
                  },
                  ClickHouseFormat.RowBinary,
                  settings)
              .get()) {
        response.getWrittenRows();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Client client() {
    return new Client.Builder()
        .addEndpoint(url.toString())
        .setUsername("default")
        .setPassword("")
        .compressClientRequest(true)
        .build();
  }

  /// @return the rows, columns parted by tabs
  String overJdbc(String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:clickhouse:" + url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringJoiner text = new StringJoiner("\n");
      while (rows.next()) {
        text.add(row(rows));
      }
      return text.toString();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String row(ResultSet rows) throws SQLException {
    StringJoiner columns = new StringJoiner("\t");
    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
      columns.add(rows.getString(column));
    }
    return columns.toString();
  }

  HttpResponse<String> overHttp(String sql) {
    return send(HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.ofString(sql)));
  }

  HttpResponse<String> overHttpFrom(String origin, String sql) {
    return send(
        HttpRequest.newBuilder(url)
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(sql)));
  }

  HttpResponse<String> get(String sql) {
    String query = URLEncoder.encode(sql, StandardCharsets.UTF_8);
    return send(HttpRequest.newBuilder(url.resolve("/?query=" + query)).GET());
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
