package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlocksTest {

  private static final int HEAD = Blocks.CHECKSUM + Blocks.HEADER;

  @Test
  void readsBackWhatItWroteOverSeveralBlocks() throws IOException {
    byte[] data = data(700_000);
    byte[] blocks = written(data);
    assertTrue(blocks.length < data.length / 2);
    assertArrayEquals(data, read(blocks));
  }

  @Test
  void readsNoBytesFromNoBlocks() throws IOException {
    assertEquals(0, read(written(new byte[0])).length);
  }

  @Test
  void readsZstdAndUncompressedBlocks() throws IOException {
    byte[] data = data(5_000);
    assertArrayEquals(data, read(block(Blocks.ZSTD, Zstd.compress(data), data.length)));
    assertArrayEquals(data, read(block(Blocks.NONE, data, data.length)));
  }

  @Test
  void refusesAFlippedBit() throws IOException {
    byte[] blocks = written(data(1_000));
    blocks[HEAD + 7] ^= 1;
    assertEquals(Refused.CHECKSUM_DOES_NOT_MATCH, refused(blocks).code());
  }

  @Test
  void refusesALengthBeyondTheLimitBeforeItAllocates() {
    byte[] block = block(Blocks.LZ4, new byte[10], Integer.MAX_VALUE);
    assertTrue(refused(block).reason().contains("length"));
    block = block(Blocks.NONE, new byte[10], 10);
    Blocks.littleEndian(block).putInt(Blocks.CHECKSUM + 1, -5);
    assertTrue(refused(block).reason().contains("length"));
  }

  @Test
  void refusesDataOfAnotherLengthThanDeclared() {
    byte[] data = data(100);
    assertEquals(
        Refused.CANNOT_DECOMPRESS, refused(block(Blocks.ZSTD, Zstd.compress(data), 99)).code());
    assertEquals(Refused.CANNOT_DECOMPRESS, refused(block(Blocks.NONE, data, 101)).code());
    assertEquals(Refused.CANNOT_DECOMPRESS, refused(block(Blocks.LZ4, data, 50)).code());
  }

  @Test
  void refusesAnUnknownMethodAndCutOffBlocks() throws IOException {
    assertTrue(refused(block((byte) 0x55, new byte[5], 5)).reason().contains("method"));
    byte[] blocks = written(data(1_000));
    assertTrue(refused(Arrays.copyOf(blocks, 11)).reason().contains("header"));
    assertTrue(refused(Arrays.copyOf(blocks, HEAD + 3)).reason().contains("cut off"));
  }

  private static byte[] data(int length) {
    byte[] data = new byte[length];
    Random random = new Random(5);
    for (int i = 0; i < length; i++) {
      data[i] = (byte) (i % 100 == 0 ? random.nextInt() : i / 100);
    }
    return data;
  }

  private static byte[] block(byte method, byte[] payload, int plain) {
    byte[] all = new byte[HEAD + payload.length];
    System.arraycopy(payload, 0, all, HEAD, payload.length);
    int length = Blocks.HEADER + payload.length;
    ByteBuffer fields = Blocks.littleEndian(all);
    fields.put(Blocks.CHECKSUM, method);
    fields.putInt(Blocks.CHECKSUM + 1, length).putInt(Blocks.CHECKSUM + 5, plain);
    long[] checksum = Blocks.checksum(all, length);
    fields.putLong(0, checksum[0]).putLong(8, checksum[1]);
    return all;
  }

  private static byte[] written(byte[] data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BlockOutput out = new BlockOutput(bytes)) {
      out.write(data);
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] blocks) throws IOException {
    return new BlockInput(new ByteArrayInputStream(blocks), new BlockMemory(96L << 20).room())
        .readAllBytes();
  }

  private static Refused refused(byte[] blocks) {
    return assertThrows(Refused.class, () -> read(blocks));
  }
}
