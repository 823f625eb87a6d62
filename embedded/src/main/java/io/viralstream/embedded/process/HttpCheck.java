package io.viralstream.embedded.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Healthy is a component that answers a GET with 200.
///
/// @param address what to get
public record HttpCheck(URI address) implements ChildSpec.HealthCheck {

  private static final int LIMIT_MILLIS = 1000;

  @Override
  public boolean healthy() {
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    }
  }
}
