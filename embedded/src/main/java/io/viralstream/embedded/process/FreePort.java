package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/// A loopback port that nobody listens on, held until released so that no second one gets it.
public final class FreePort implements AutoCloseable {

  private final ServerSocket socket;

  private FreePort(ServerSocket socket) {
    this.socket = socket;
  }

  /// Holds the wanted port if it is free, else any free one.
  ///
  /// @param wanted a port, or 0 for any
  public static FreePort preferring(int wanted) {
    try {
      return exactly(wanted);
    } catch (UncheckedIOException taken) {
      return exactly(0);
    }
  }

  /// Holds exactly this port.
  ///
  /// @param port 0 lets the system choose
  /// @throws UncheckedIOException if it is taken
  public static FreePort exactly(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      // As the components do it: a port whose last connections still linger counts as free.
      socket.setReuseAddress(true);
      bind(socket, port);
      return new FreePort(socket);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
    }
  }

  /// A socket that cannot be bound is closed before its error goes on.
  private static void bind(ServerSocket socket, int port) throws IOException {
    try {
      socket.bind(Loopback.at(port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public int number() {
    return socket.getLocalPort();
  }

  /// Lets go of the port, right before its component takes it.
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
