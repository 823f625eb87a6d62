package io.viralstream.metrics;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Where ClickHouse is: `http://user:password@host:8123/database`.
///
/// The user is `default` and the database `viral` where the address names none.
///
/// @param endpoint scheme, host and port
/// @param database letters, digits and underscores, at most 64
public record ClickHouseUrl(URI endpoint, String user, String password, String database) {
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
  private static final String EXPECTED = ", expected http://user:password@host:8123/database";

  public ClickHouseUrl {
    if (!DATABASE.matcher(database).matches())
      throw new IllegalArgumentException("database=" + database + ", expected " + DATABASE);
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException where the text is no such address; the message never holds
  ///   the password
  public static ClickHouseUrl parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("CLICKHOUSE_URL is no address" + EXPECTED, e);
    }
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme)))
      throw new IllegalArgumentException("CLICKHOUSE_URL has no http host" + EXPECTED);
    int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(scheme) ? 8443 : 8123;
    String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = user.indexOf(':');
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    return new ClickHouseUrl(
        URI.create(scheme + "://" + uri.getHost() + ":" + port),
        user.isEmpty() ? "default" : decode(colon < 0 ? user : user.substring(0, colon)),
        colon < 0 ? "" : decode(user.substring(colon + 1)),
        path.isEmpty() ? "viral" : path);
  }

  private static String decode(String text) {
    // A plus sign is a plus sign in the user part of an address; URLDecoder knows only forms.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The same server, in the database that every server has.
  public ClickHouseUrl anywhere() {
    return new ClickHouseUrl(endpoint, user, password, "default");
  }

  /// Without the password, so that it can be logged.
  @Override
  public String toString() {
    return endpoint + "/" + database;
  }
}
