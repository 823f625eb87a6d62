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

class CompressedBlockTest {

  private static final int HEAD = CompressedBlock.CHECKSUM + CompressedBlock.HEADER;

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
    assertArrayEquals(data, read(block(CompressedBlock.ZSTD, Zstd.compress(data), data.length)));
    assertArrayEquals(data, read(block(CompressedBlock.NONE, data, data.length)));
  }

  @Test
  void refusesAFlippedBit() throws IOException {
    byte[] blocks = written(data(1_000));
    blocks[HEAD + 7] ^= 1;
    assertEquals(RequestRefused.CHECKSUM_DOES_NOT_MATCH, refused(blocks).code());
  }

  @Test
  void refusesALengthBeyondTheLimitBeforeItAllocates() {
    byte[] block = block(CompressedBlock.LZ4, new byte[10], Integer.MAX_VALUE);
    assertTrue(refused(block).reason().contains("length"));
    block = block(CompressedBlock.NONE, new byte[10], 10);
    CompressedBlock.littleEndian(block).putInt(CompressedBlock.CHECKSUM + 1, -5);
    assertTrue(refused(block).reason().contains("length"));
  }

  @Test
  void refusesDataOfAnotherLengthThanDeclared() {
    byte[] data = data(100);
    assertEquals(
        RequestRefused.CANNOT_DECOMPRESS,
        refused(block(CompressedBlock.ZSTD, Zstd.compress(data), 99)).code());
    assertEquals(
        RequestRefused.CANNOT_DECOMPRESS, refused(block(CompressedBlock.NONE, data, 101)).code());
    assertEquals(
        RequestRefused.CANNOT_DECOMPRESS, refused(block(CompressedBlock.LZ4, data, 50)).code());
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
    int length = CompressedBlock.HEADER + payload.length;
    ByteBuffer fields = CompressedBlock.littleEndian(all);
    fields.put(CompressedBlock.CHECKSUM, method);
    fields.putInt(CompressedBlock.CHECKSUM + 1, length).putInt(CompressedBlock.CHECKSUM + 5, plain);
    long[] checksum = CompressedBlock.checksum(all, length);
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

  private static RequestRefused refused(byte[] blocks) {
    return assertThrows(RequestRefused.class, () -> read(blocks));
  }
}
