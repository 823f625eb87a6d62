package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.ChildSpec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Asks the broker which requests it speaks, the first thing that every client asks.
///
/// The broker answers once it is registered and unfenced. A client library would do the same with
/// threads, retries and warnings about each refused connection.
///
/// @param address a listener without encryption
public record ApiVersionsCheck(InetSocketAddress address) implements ChildSpec.HealthCheck {

  private static final int LIMIT_MILLIS = 1000;
  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 7;

  @Override
  public boolean healthy() {
    try (Socket socket = new Socket()) {
      socket.connect(address, LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      ask(new DataOutputStream(socket.getOutputStream()));
      return answered(new DataInputStream(socket.getInputStream()));
    } catch (IOException notYet) {
      return false;
    }
  }

  /// One frame: length 10, api key, version 0, correlation id, no client id (length -1).
  private static void ask(DataOutputStream out) throws IOException {
    out.writeInt(10);
    out.writeShort(API_VERSIONS);
    out.writeShort(0);
    out.writeInt(CORRELATION);
    out.writeShort(-1);
    out.flush();
  }

  /// One frame: length, the same correlation id, error code 0, then the versions.
  private static boolean answered(DataInputStream in) throws IOException {
    in.readInt();
    return in.readInt() == CORRELATION && in.readShort() == 0;
  }
}
