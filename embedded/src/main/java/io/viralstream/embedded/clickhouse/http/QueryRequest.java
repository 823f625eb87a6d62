package io.viralstream.embedded.clickhouse.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// What the address and the headers of a request say; its body is still unread.
///
/// @param readOnly GET may not change anything
/// @param queryId the client's name for the query, or a new one
/// @param statement the part of the statement that came in the address
/// @param settings ClickHouse settings for this query or session, by name
/// @param parameters values of `{name:Type}`, by name
/// @param defaultFormat of the result where the statement names none
/// @param layout of the blocks of a result in the Native format
record QueryRequest(
    boolean readOnly,
    String queryId,
    Optional<String> statement,
    Optional<String> database,
    Optional<SessionUse> session,
    Map<String, String> settings,
    Map<String, String> parameters,
    String defaultFormat,
    NativeLayout layout,
    UrlParameters url,
    RequestLimits limits) {

  /// Names that steer the protocol; every other one is a setting.
  private static final Set<String> PROTOCOL =
      Set.of(
          "query",
          "database",
          "default_format",
          "compress",
          "decompress",
          "user",
          "password",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "query_id",
          "stacktrace",
          "buffer_size",
          "wait_end_of_query",
          "quota_key",
          "role",
          "client_protocol_version");

  private static final String PARAMETER = "param_";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,199}");

  /// @throws RequestRefused if the address is malformed
  static QueryRequest of(HttpExchange exchange, RequestLimits limits) {
    String raw = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    UrlParameters url = UrlParameters.parse(raw, limits.parameters());
    Headers headers = exchange.getRequestHeaders();
    UnservedFeatures.refuse(headers, url);
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    url.forEach((name, value) -> sort(name, value, settings, parameters));
    return new QueryRequest(
        exchange.getRequestMethod().equals("GET"),
        url.value("query_id")
            .or(() -> header(headers, "X-ClickHouse-Query-Id"))
            .orElseGet(() -> UUID.randomUUID().toString()),
        url.value("query"),
        header(headers, "X-ClickHouse-Database").or(() -> url.value("database")),
        SessionUse.of(url),
        settings,
        parameters,
        header(headers, "X-ClickHouse-Format")
            .or(() -> url.value("default_format"))
            .orElse("TabSeparated"),
        url.number("client_protocol_version", Long.MAX_VALUE)
            .map(NativeLayout::of)
            .orElse(NativeLayout.PLAIN),
        url,
        limits);
  }

  /// @throws RequestRefused if more is asked for than the limits allow
  ResultDelivery delivery(ReadStatement.HttpSettings settings) {
    return ResultDelivery.of(url, settings, limits);
  }

  /// Names go into statements of ours, so anything but a plain name is refused.
  private static void sort(
      String name, String value, Map<String, String> settings, Map<String, String> parameters) {
    if (PROTOCOL.contains(name)) {
      return;
    }
    if (!NAME.matcher(name).matches()) {
      throw new RequestRefused(
          400, RequestRefused.BAD_ARGUMENTS, "query string: a setting's name is malformed");
    }
    if (name.startsWith(PARAMETER)) {
      parameters.put(name.substring(PARAMETER.length()), value);
      return;
    }
    settings.put(name, value);
  }

  /// A blank header counts as none, as a blank parameter does.
  private static Optional<String> header(Headers headers, String name) {
    return Optional.ofNullable(headers.getFirst(name)).filter(value -> !value.isBlank());
  }
}
