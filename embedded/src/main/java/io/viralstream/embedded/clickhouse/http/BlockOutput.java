package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/// Applies ClickHouse's block compression ([CompressedBlock]), with LZ4 as the real server does.
final class BlockOutput extends OutputStream {

  private static final int BLOCK_BYTES = 256 << 10;

  private final OutputStream out;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
  private int size;

  BlockOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    makeRoom();
    block[size++] = (byte) value;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      makeRoom();
      int count = Math.min(left, BLOCK_BYTES - size);
      System.arraycopy(bytes, from, block, size, count);
      size += count;
      from += count;
      left -= count;
    }
  }

  /// A full block goes out only when more comes, so that the last one is never empty.
  private void makeRoom() throws IOException {
    if (size == BLOCK_BYTES) {
      writeBlock();
    }
  }

  /// The checksum covers everything behind it, so it is put in last.
  private void writeBlock() throws IOException {
    int start = CompressedBlock.CHECKSUM + CompressedBlock.HEADER;
    byte[] all = new byte[start + compressor.maxCompressedLength(size)];
    int compressed = CompressedBlock.HEADER + compressor.compress(block, 0, size, all, start);
    ByteBuffer fields = CompressedBlock.littleEndian(all);
    fields.put(CompressedBlock.CHECKSUM, CompressedBlock.LZ4);
    fields.putInt(CompressedBlock.CHECKSUM + 1, compressed);
    fields.putInt(CompressedBlock.CHECKSUM + 5, size);
    long[] checksum = CompressedBlock.checksum(all, compressed);
    fields.putLong(0, checksum[0]);
    fields.putLong(8, checksum[1]);
    out.write(all, 0, CompressedBlock.CHECKSUM + compressed);
    size = 0;
  }

  @Override
  public void close() throws IOException {
    if (size > 0) {
      writeBlock();
    }
    out.close();
  }
}
