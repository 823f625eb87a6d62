package io.viralstream.embedded.clickhouse.http;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/// Undoes ClickHouse's block compression ([CompressedBlock]).
final class BlockInput extends InputStream {

  private static final byte[] NONE = new byte[0];

  private final InputStream in;
  private final BlockMemory.Room room;
  private byte[] block = NONE;
  private int position;

  /// @param room for one block, packed and unpacked
  BlockInput(InputStream in, BlockMemory.Room room) {
    this.in = in;
    this.room = room;
  }

  @Override
  public int read() throws IOException {
    return refill() ? block[position++] & 0xff : -1;
  }

  /// Hands out at most what is left of one block: callers ask again, and nothing is copied twice.
  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!refill()) {
      return -1;
    }
    int count = Math.min(length, block.length - position);
    System.arraycopy(block, position, buffer, offset, count);
    position += count;
    return count;
  }

  /// Goes on to the next block once this one is used up; an empty block is passed over.
  ///
  /// @return whether a byte is there
  private boolean refill() throws IOException {
    while (position == block.length) {
      byte[] head = in.readNBytes(CompressedBlock.CHECKSUM + CompressedBlock.HEADER);
      if (head.length == 0) {
        return false;
      }
      block = next(head);
      position = 0;
    }
    return true;
  }

  /// Reads the block behind a head. Both lengths come from the client, so they are checked before
  /// they become an array.
  private byte[] next(byte[] head) throws IOException {
    if (head.length < CompressedBlock.CHECKSUM + CompressedBlock.HEADER) {
      throw damaged("a header is cut off");
    }
    ByteBuffer fields = CompressedBlock.littleEndian(head);
    int compressed = fields.getInt(CompressedBlock.CHECKSUM + 1);
    int plain = fields.getInt(CompressedBlock.CHECKSUM + 5);
    if (compressed < CompressedBlock.HEADER
        || compressed > CompressedBlock.LIMIT_BYTES
        || plain < 0
        || plain > CompressedBlock.LIMIT_BYTES) {
      throw damaged("a length is not within " + CompressedBlock.LIMIT_BYTES);
    }
    // The block before it is used up; its room is given back, so its bytes must be free.
    block = NONE;
    position = 0;
    room.take((long) CompressedBlock.CHECKSUM + compressed + plain);
    byte[] all = Arrays.copyOf(head, CompressedBlock.CHECKSUM + compressed);
    int rest = compressed - CompressedBlock.HEADER;
    if (in.readNBytes(all, head.length, rest) < rest) {
      throw damaged("its data is cut off");
    }
    verify(all, compressed);
    return decompress(all, rest, plain);
  }

  /// Damage on the way shows here, before any of it is taken for rows.
  private static void verify(byte[] all, int compressed) {
    ByteBuffer fields = CompressedBlock.littleEndian(all);
    long[] checksum = CompressedBlock.checksum(all, compressed);
    if (fields.getLong(0) != checksum[0] || fields.getLong(8) != checksum[1]) {
      throw new RequestRefused(
          400, RequestRefused.CHECKSUM_DOES_NOT_MATCH, "compressed block: wrong checksum");
    }
  }

  private static byte[] decompress(byte[] all, int length, int plain) {
    int start = CompressedBlock.CHECKSUM + CompressedBlock.HEADER;
    byte[] data = new byte[plain];
    long got =
        switch (all[CompressedBlock.CHECKSUM]) {
          case CompressedBlock.NONE -> copy(all, start, length, data);
          case CompressedBlock.LZ4 -> lz4(all, start, length, data);
          case CompressedBlock.ZSTD -> zstd(all, start, length, data);
          default -> throw damaged("its method is none of LZ4, ZSTD and NONE");
        };
    if (got != plain) {
      throw damaged("its data does not have the length that it says");
    }
    return data;
  }

  /// @return the real length, which the caller compares with the declared one
  private static int copy(byte[] all, int start, int length, byte[] data) {
    System.arraycopy(all, start, data, 0, Math.min(length, data.length));
    return length;
  }

  /// The safe decompressor checks every copy against both arrays; the fast one trusts the data.
  private static int lz4(byte[] all, int start, int length, byte[] data) {
    try {
      return LZ4Factory.fastestInstance()
          .safeDecompressor()
          .decompress(all, start, length, data, 0, data.length);
    } catch (LZ4Exception e) {
      throw damaged("its LZ4 data is malformed");
    }
  }

  private static long zstd(byte[] all, int start, int length, byte[] data) {
    try {
      return Zstd.decompressByteArray(data, 0, data.length, all, start, length);
    } catch (ZstdException e) {
      throw damaged("its ZSTD data is malformed");
    }
  }

  private static RequestRefused damaged(String why) {
    return new RequestRefused(400, RequestRefused.CANNOT_DECOMPRESS, "compressed block: " + why);
  }
}
