package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class OneZlibStreamTest {

  private static final byte[] PLAIN = {1, 2, 3};

  @Test
  void unpacksAStream() throws IOException {
    assertArrayEquals(PLAIN, unpacked(packed()).readAllBytes());
  }

  @Test
  void refusesASecondStreamInsteadOfLosingIt() throws IOException {
    byte[] one = packed();
    byte[] two = new byte[2 * one.length];
    System.arraycopy(one, 0, two, 0, one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertThrows(IOException.class, () -> unpacked(two).readAllBytes());
  }

  private static InputStream unpacked(byte[] bytes) {
    return new OneZlibStream(new ByteArrayInputStream(bytes));
  }

  private static byte[] packed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(PLAIN);
    }
    return bytes.toByteArray();
  }
}
