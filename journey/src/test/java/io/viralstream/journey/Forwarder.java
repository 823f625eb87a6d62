package io.viralstream.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A loopback port behind which another one lies, so that a server can start later than its
/// clients.
final class Forwarder implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket server;
  private final int target;

  private Forwarder(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static Forwarder open(int port, int target) throws IOException {
    var server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    var forwarder = new Forwarder(server, target);
    Thread.ofVirtual().start(forwarder::accept);
    return forwarder;
  }

  private void accept() {
    try {
      while (true) forward(server.accept());
    } catch (IOException closed) {
      return;
    }
  }

  private void forward(Socket near) throws IOException {
    var far = new Socket(InetAddress.getLoopbackAddress(), target);
    Thread.ofVirtual().start(() -> pump(near, far));
    Thread.ofVirtual().start(() -> pump(far, near));
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
