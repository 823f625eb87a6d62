package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExhaustedMemoryTest {

  @Test
  void endsTheProcessForMemoryAlone() {
    AtomicInteger ended = new AtomicInteger();
    ExhaustedMemory handler = new ExhaustedMemory(ended::incrementAndGet);
    handler.uncaughtException(Thread.currentThread(), new IllegalStateException("a bug"));
    assertEquals(0, ended.get());
    handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("no direct memory"));
    assertEquals(1, ended.get());
  }

  /// The JDK's server must hand the error on to the thread, and not keep it to itself.
  @Test
  void learnsOfAnHttpHandlerThatFindsNoMemory() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    ExhaustedMemory handler = new ExhaustedMemory(ended::countDown);
    try (ExecutorService threads =
        Executors.newSingleThreadExecutor(work -> {
          Thread thread = new Thread(work);
          thread.setUncaughtExceptionHandler(handler);
          return thread;
        })) {
      HttpServer server = HttpServer.create(Loopback.at(0), 0);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            throw new OutOfMemoryError("no direct memory");
          });
      server.start();
      try (Socket socket = new Socket(Loopback.HOST, server.getAddress().getPort())) {
        socket
            .getOutputStream()
            .write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertTrue(ended.await(60, TimeUnit.SECONDS));
      } finally {
        server.stop(0);
      }
    }
  }
}
