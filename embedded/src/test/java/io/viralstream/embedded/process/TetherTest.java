package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TetherTest {

  @Test
  void isCutWhenThePipeEndsAndNotBefore() throws IOException, InterruptedException {
    CountDownLatch cut = new CountDownLatch(1);
    try (PipedInputStream pipe = new PipedInputStream()) {
      PipedOutputStream parent = new PipedOutputStream(pipe);
      Tether.watch(pipe, cut::countDown);
      parent.write(1);
      parent.flush();
      assertEquals(1, cut.getCount());
      parent.close();
      assertTrue(cut.await(2, TimeUnit.MINUTES));
    }
  }
}
