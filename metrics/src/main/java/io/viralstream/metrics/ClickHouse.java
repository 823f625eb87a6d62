package io.viralstream.metrics;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.schemas.FatalErrors;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// A pool of connections to one database, safe for use by several threads.
///
/// Every method throws `ClickHouseUnavailableException` where the server does not answer, and
/// `ClickHouseException` with the server's own code where it refuses.
public final class ClickHouse implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final ClickHouseUrl url;
  private final Client client;

  public ClickHouse(ClickHouseUrl url) {
    this.url = url;
    this.client =
        new Client.Builder()
            .addEndpoint(url.endpoint().toString())
            .setUsername(url.user())
            .setPassword(url.password())
            .setDefaultDatabase(url.database())
            .setConnectTimeout(CONNECT.toMillis())
            .setSocketTimeout(ANSWER.toMillis())
            .setExecutionTimeout(ANSWER.toMillis(), ChronoUnit.MILLIS)
            .setMaxConnections(8)
            // Whether to try again is decided by the caller, who knows what it costs.
            .setMaxRetries(0)
            .build();
  }

  public ClickHouseUrl url() {
    return url;
  }

  public List<Row> query(Query query, Binding... bindings) {
    Map<String, Object> values = HashMap.newHashMap(bindings.length);
    for (Binding binding : bindings) values.put(binding.name(), binding.value());
    try {
      return client.queryAll(query.sql(), values).stream().map(Row::new).toList();
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /// Runs one statement without an answer.
  public void execute(String statement) {
    await(() -> client.execute(statement));
  }

  /// Inserts rows in RowBinary as one block.
  ///
  /// @param token a second insert under the same token changes nothing, neither in the table nor in
  ///   its views
  public void insert(String table, List<String> columns, byte[] rows, String token) {
    InsertSettings settings =
        new InsertSettings()
            .setDeduplicationToken(token)
            .serverSetting("insert_deduplicate", "1")
            .serverSetting("deduplicate_blocks_in_dependent_materialized_views", "1")
            // The answer must mean that the rows are there.
            .serverSetting("async_insert", "0");
    var stream = new ByteArrayInputStream(rows);
    await(() -> client.insert(table, columns, stream, ClickHouseFormat.RowBinary, settings));
  }

  @Override
  public void close() {
    client.close();
  }

  /// The client throws from the call itself as well as from what it returns.
  private static void await(Supplier<? extends Future<? extends AutoCloseable>> call) {
    try {
      call.get().get().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClickHouseUnavailableException("interrupted while waiting for ClickHouse", e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (Exception e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Throwable thrown) {
    FatalErrors.endOn(thrown);
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException refused)
        return new ClickHouseException(
            refused.getCode(), "ClickHouse refused: " + refused.getMessage(), thrown);
    }
    return new ClickHouseUnavailableException("ClickHouse does not answer: " + thrown, thrown);
  }
}
